import type { ChartOption } from "@/charts/echarts";
import type { Palette } from "@/charts/palette";
import { day, moodName, signed } from "@/lib/format";
import { MOODS } from "@/ui/mood";
import type { Bucket, Grain } from "./buckets";

/** The chart of mood (a line) above volumes (stacked bars) over one time axis. */
export function moodOption(buckets: readonly Bucket[], grain: Grain, colors: Palette): ChartOption {
  const names = buckets.map((bucket) => bucket.start);
  const label = { color: colors["ink-3"], fontFamily: "Geist Variable", fontSize: 11 };
  const axis = { axisLine: { show: false }, axisTick: { show: false } };
  const sparse = buckets.length > 40;
  return {
    animationDuration: 250,
    grid: [
      { left: 40, right: 12, top: 12, height: "50%" },
      { left: 40, right: 12, top: "66%", bottom: 24 },
    ],
    axisPointer: { link: [{ xAxisIndex: "all" }], lineStyle: { color: colors["line-strong"] } },
    tooltip: {
      trigger: "axis",
      confine: true,
      padding: 0,
      borderWidth: 0,
      backgroundColor: "transparent",
      extraCssText: "box-shadow:none",
      formatter: (points: { dataIndex: number }[]) => {
        const bucket = buckets[points[0]?.dataIndex ?? -1];
        return bucket ? tip(bucket) : "";
      },
    },
    xAxis: [0, 1].map((gridIndex) => ({
      type: "category",
      gridIndex,
      data: names,
      ...axis,
      axisLabel:
        gridIndex === 0
          ? { show: false }
          : {
              ...label,
              hideOverlap: true,
              formatter: (name: string) => day(name, grain === "month" ? "month" : "short"),
            },
    })),
    yAxis: [
      {
        type: "value",
        min: -1,
        max: 1,
        interval: 0.5,
        ...axis,
        axisLabel: { ...label, formatter: (value: number) => (Math.abs(value) === 0.5 ? "" : signed(value, 0)) },
        splitLine: { lineStyle: { color: colors.line } },
      },
      {
        type: "value",
        gridIndex: 1,
        minInterval: 1,
        splitNumber: 2,
        ...axis,
        axisLabel: label,
        splitLine: { lineStyle: { color: colors.line } },
      },
    ],
    series: [
      {
        name: "Mood",
        type: "line",
        data: buckets.map((bucket) => bucket.compound),
        // A stretch without tickets has no mood: the line breaks there, and a point by itself is always drawn.
        connectNulls: false,
        showAllSymbol: true,
        smooth: 0.25,
        symbol: "circle",
        symbolSize: sparse ? 4 : 7,
        triggerLineEvent: false,
        lineStyle: { color: colors.accent, width: 2 },
        itemStyle: { color: colors.accent, borderColor: colors.surface, borderWidth: sparse ? 0 : 1.5 },
        markLine: {
          silent: true,
          symbol: "none",
          label: { show: false },
          lineStyle: { color: colors["ink-3"], type: "solid", width: 1, opacity: 0.6 },
          data: [{ yAxis: 0 }],
        },
      },
      ...MOODS.map((mood) => ({
        name: mood,
        type: "bar",
        stack: "volume",
        xAxisIndex: 1,
        yAxisIndex: 1,
        barMaxWidth: 22,
        barCategoryGap: "24%",
        cursor: "pointer",
        itemStyle: { color: colors[mood], borderColor: colors.surface, borderWidth: sparse ? 0 : 0.5 },
        emphasis: { focus: "none", itemStyle: { opacity: 0.8 } },
        data: buckets.map((bucket) => bucket[mood]),
      })),
    ],
  };
}

/** Built of elements with classes: a strict policy lets no inline style in. */
function tip(bucket: Bucket): HTMLElement {
  const box = element("div", "chart-tip");
  const days = bucket.start === bucket.end ? day(bucket.start) : `${day(bucket.start, "short")} – ${day(bucket.end)}`;
  box.append(element("p", "chart-tip-title", days));
  const row = (name: string, value: string) => {
    const line = element("p", "chart-tip-row");
    line.append(element("span", "", name), element("span", "num", value));
    box.append(line);
  };
  row("Mood", signed(bucket.compound));
  for (const mood of [...MOODS].reverse()) row(moodName[mood], String(bucket[mood]));
  row("Tickets", String(bucket.total));
  return box;
}

function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
