// Draws a histogram; the only file that knows ECharts, loaded when a picture is shown.
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { palette } from "../../theme.ts";

use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

type Series = { name: string; counts: number[] };
type Drawn = { labels: string[]; kept: Series; broken: Series };

/** Answers how to end it. */
export function drawHistogram(place: HTMLElement, { labels, kept, broken }: Drawn): () => void {
  const chart = init(place, null, { renderer: "svg" });
  const bar = (series: Series, color: string) => ({
    type: "bar" as const,
    name: series.name,
    stack: "all",
    data: series.counts,
    itemStyle: { color },
    barCategoryGap: "25%",
  });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: "inherit", color: palette.ink },
    grid: { left: 48, right: 16, top: 36, bottom: 28 },
    legend: { top: 0, left: 0, itemHeight: 10, itemGap: 28 },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
    xAxis: { type: "category", data: labels, axisTick: { show: false }, axisLabel: { color: palette.soft } },
    yAxis: { type: "value", minInterval: 1, axisLabel: { color: palette.soft } },
    series: [bar(kept, palette.kept), bar(broken, palette.late)],
  });
  const watch = new ResizeObserver(() => chart.resize());
  watch.observe(place);
  return () => {
    watch.disconnect();
    chart.dispose();
  };
}
