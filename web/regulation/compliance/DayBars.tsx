// A month day by day as small bars; the figures of each stand in its words.
import { t } from "i18next";
import type { Split } from "./MonthEvidence.tsx";

type Day = Split & { day: string };
const tall = 64;
const wide = 18;

function Bar({ one, x, most }: { one: Day; x: number; most: number }) {
  const parts = [
    { n: one.kept, tone: "kept" },
    { n: one.late, tone: "soon" },
    { n: one.broken, tone: "late" },
    { n: Math.max(0, one.ran - one.kept - one.late - one.broken), tone: "line" },
  ];
  let y = tall;
  return (
    <g>
      <title>{`${one.day} ${t("split.sentence", { ...one })}`}</title>
      {parts.map(({ n, tone }) => {
        const height = (n / most) * tall;
        y -= height;
        return <rect key={tone} x={x} y={y} width={wide - 4} height={height} fill={`var(--${tone})`} />;
      })}
      <text x={x + (wide - 4) / 2} y={tall + 13} textAnchor="middle" fontSize="10" fill="var(--soft)">
        {Number(one.day.slice(8))}
      </text>
    </g>
  );
}

export function DayBars({ days }: { days: Day[] }) {
  if (days.length === 0) return null;
  const most = Math.max(1, ...days.map((one) => one.ran));
  return (
    <div className="wide">
      <svg
        width={days.length * wide}
        height={tall + 18}
        role="img"
        aria-label={t("monthEvidence.days", { n: days.length })}
      >
        {days.map((one, n) => (
          <Bar key={one.day} one={one} x={n * wide} most={most} />
        ))}
      </svg>
    </div>
  );
}
