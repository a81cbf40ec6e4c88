// The distribution of times: drawn as a picture, and told as a table to who cannot see it.
import { t } from "i18next";
import { useEffect, useRef } from "react";
import type { Times } from "./ClauseTimes.tsx";

type Buckets = Times["buckets"];

const inHours = (n: number): string =>
  n >= 48 && n % 24 === 0 ? t("time.days", { n: n / 24 }) : t("time.hours", { n: Math.round(n * 100) / 100 });
const range = ({ from, to }: Buckets[number]): string =>
  to === null ? t("compliance.over", { from: inHours(from) }) : t("compliance.upTo", { to: inHours(to) });

export function Histogram({ buckets }: { buckets: Buckets }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    let end = () => {};
    void import("./histogram-picture.ts").then(({ drawHistogram }) => {
      if (gone || !place.current || buckets.length === 0) return;
      end = drawHistogram(place.current, {
        labels: buckets.map(range),
        kept: { name: t("compliance.kept"), counts: buckets.map((bucket) => bucket.kept) },
        broken: { name: t("compliance.broken"), counts: buckets.map((bucket) => bucket.broken) },
      });
    });
    return () => {
      gone = true;
      end();
    };
  }, [buckets]);
  if (buckets.length === 0) return null;
  return (
    <figure className="histogram">
      <div ref={place} className="histogram-picture" aria-hidden="true" />
      <details>
        <summary>{t("compliance.asTable")}</summary>
        <table className="compliance">
          <thead>
            <tr>
              <th scope="col">{t("compliance.took")}</th>
              <th scope="col">{t("compliance.kept")}</th>
              <th scope="col">{t("compliance.broken")}</th>
            </tr>
          </thead>
          <tbody>
            {buckets.map((bucket) => (
              <tr key={bucket.from}>
                <th scope="row">{range(bucket)}</th>
                <td className="num">{bucket.kept}</td>
                <td className="num">{bucket.broken}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
