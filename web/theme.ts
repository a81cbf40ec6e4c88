// Every colour, face and measure of the interface, once: as CSS variables and as Ant Design's tokens.
import type { ThemeConfig } from "antd";

export const palette = {
  ink: "#1d2624",
  soft: "#56625f",
  line: "#d9d7cd",
  faint: "#ebe9e1",
  paper: "#f5f4ef",
  sheet: "#ffffff",
  rail: "#17342f",
  railText: "#d5e2de",
  accent: "#175e54",
  accentSoft: "#e4f0ed",
  clause: "#87450c",
  clauseSoft: "#fbf1e2",
  clauseLine: "#dfb987",
  late: "#a81d14",
  lateSoft: "#fcebe8",
  soon: "#8a5a00",
  soonSoft: "#fdf4dc",
  kept: "#2a6a37",
  keptSoft: "#e8f3e8",
} as const;

const sans =
  '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC",system-ui,sans-serif';
/** The regulation's own words are set in the face in which it was printed. */
const serif = '"Songti SC","SimSun","Noto Serif CJK SC","Noto Serif SC","Source Han Serif SC",serif';

export function paint(root: HTMLElement): void {
  for (const [name, value] of Object.entries(palette)) root.style.setProperty(`--${name}`, value);
  root.style.setProperty("--sans", sans);
  root.style.setProperty("--serif", serif);
}

export const antTheme: ThemeConfig = {
  token: {
    colorPrimary: palette.accent,
    colorLink: palette.accent,
    colorError: palette.late,
    colorWarning: palette.soon,
    colorSuccess: palette.kept,
    colorTextBase: palette.ink,
    colorTextPlaceholder: "#6d7875",
    colorTextDisabled: "#66706d",
    colorBorder: "#a9aea8",
    colorBgLayout: palette.paper,
    fontFamily: sans,
    fontSize: 14,
    borderRadius: 3,
    motion: false,
  },
};
