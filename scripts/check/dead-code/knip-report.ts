/** Makes knip print what it found, and how many files it looked at, as one line of JSON. */
import type { Reporter, ReporterOptions } from "knip";

type Line = { type: string; file: string; symbol: string };

const report = ({ report, issues, counters, cwd }: ReporterOptions): void => {
  const lines: Line[] = [];
  for (const [type, wanted] of Object.entries(report)) {
    if (!wanted) continue;
    for (const found of Object.values(issues[type as keyof typeof issues])) {
      for (const { filePath, symbol } of Object.values(found)) {
        lines.push({ type, file: filePath.replace(`${cwd}/`, ""), symbol });
      }
    }
  }
  console.log(JSON.stringify({ seen: counters.total, lines }));
};

export default report satisfies Reporter;
