// Every colour, face and measure of the interface, once: as CSS variables and as Ant Design's tokens.
import type { ThemeConfig } from "antd";
import { type Language, language } from "./i18n/language.ts";

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

const simplified = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC"';
/** Whatever the language, what an office wrote in Chinese is set in a face that has it. */
const faces: Record<Language, string> = {
  "zh-CN": `${simplified},system-ui,sans-serif`,
  "zh-TW": `"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC","Noto Sans TC",${simplified},system-ui,sans-serif`,
  en: `system-ui,"Segoe UI",${simplified},sans-serif`,
};
const sans = faces[language];
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
