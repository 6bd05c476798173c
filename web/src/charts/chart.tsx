import { useEffect, useRef } from "react";
import { init, type ChartInstance, type ChartOption } from "./echarts";

export interface Picked {
  seriesName: string;
  index: number;
}

interface ChartProps {
  option: ChartOption;
  className: string;
  /** Says in words what the picture shows; the numbers stand in a table beside it. */
  label: string;
  onPick?: (picked: Picked) => void;
}

/** A canvas that ECharts draws on: follows its size, its data and the theme. */
export function Chart({ option, className, label, onPick }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ChartInstance>(null);
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  });

  useEffect(() => {
    if (!place.current) return;
    const made = init(place.current);
    chart.current = made;
    made.on("click", (event) => {
      if (typeof event.dataIndex === "number")
        pick.current?.({ seriesName: event.seriesName ?? "", index: event.dataIndex });
    });
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);

  return <div ref={place} role="img" aria-label={label} className={className} />;
}
