import type { Analytics } from "@/api/types";
import type { TicketSearch } from "@/features/tickets/search";
import type { Period } from "@/lib/dates";
import { Breakdown } from "./breakdown";
import { Distribution } from "./distribution";
import { Kpis } from "./kpis";
import { Mentions } from "./mentions";
import { MoodChart } from "./mood-chart";
import { Outside } from "./outside";
import type { Extent } from "./queries";
import { Recent } from "./recent";

interface OverviewProps {
  data: Analytics;
  period: Period;
  zone: string;
  /** The days there are tickets for. */
  known: Extent | undefined;
  /** Whose tickets are shown; all where none is named. */
  source: string | undefined;
}

/** Everything a period has to show. */
export function Overview({ data, period, zone, known, source }: OverviewProps) {
  const search: TicketSearch = { start_date: period.start, end_date: period.end, timezone: zone, source };
  return (
    <>
      <Kpis data={data} search={search} fromTheFirst={known !== undefined && period.start <= known.start} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <MoodChart trend={data.sentiment_trend} search={search} />
        <div className="flex min-w-0 flex-col gap-4">
          <Distribution
            moods={data.sentiment_distribution}
            unread={data.unread}
            undated={data.undated}
            search={search}
            outside={
              known && (
                <Outside shown={data.summary.total_tickets} period={period} zone={zone} known={known} source={source} />
              )
            }
          />
          <Mentions period={period} zone={zone} search={search} />
        </div>
      </div>
      <div className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
        <Breakdown
          title="By product"
          parts={data.by_product.map((slice) => ({
            ...slice,
            name: slice.product,
            search: { ...search, ...(slice.product ? { product: slice.product } : { missing: "product" }) },
          }))}
        />
        <Breakdown
          title="By state"
          parts={data.by_status.map((slice) => ({
            ...slice,
            name: slice.status,
            search: { ...search, ...(slice.status ? { status: slice.status } : { missing: "status" }) },
          }))}
        />
        <Breakdown
          title="By priority"
          parts={data.by_priority.map((slice) => ({
            ...slice,
            name: slice.priority,
            search: { ...search, ...(slice.priority ? { priority: slice.priority } : { missing: "priority" }) },
          }))}
        />
      </div>
      {source === undefined && <Recent zone={zone} />}
    </>
  );
}
