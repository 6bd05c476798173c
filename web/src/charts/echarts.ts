/** The parts of ECharts the app draws with; nothing else is bundled. */
import { BarChart, LineChart } from "echarts/charts";
import {
  AriaComponent,
  AxisPointerComponent,
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
} from "echarts/components";
import { init, use as register, type EChartsCoreOption } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

register([
  LineChart,
  BarChart,
  GridComponent,
  TooltipComponent,
  AxisPointerComponent,
  MarkLineComponent,
  AriaComponent,
  CanvasRenderer,
]);

export { init };
export type ChartOption = EChartsCoreOption;
export type ChartInstance = ReturnType<typeof init>;
