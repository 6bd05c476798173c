import { Link } from "@tanstack/react-router";
import type { Analytics } from "@/api/types";
import type { TicketSearch } from "@/features/tickets/search";
import { cx } from "@/lib/cx";
import { count, decimal, share, signed } from "@/lib/format";
import { Skeleton } from "@/ui/states";
import { difference, FEW, FEW_BEFORE, NOTHING_BEFORE, relative, type Change } from "./changes";

interface Kpi {
  name: string;
  value: string;
  note: string;
  change: Change | undefined;
  /** Why there is no change. */
  without: string;
  search: TicketSearch;
}

interface KpisProps {
  data: Analytics;
  search: TicketSearch;
  /** Whether no ticket is older: there is no period before. */
  fromTheFirst: boolean;
}

/** The four numbers on top, each with its change against the period before and a link to its tickets. */
export function Kpis({ data, search, fromTheFirst }: KpisProps) {
  return (
    <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {kpis(data, search).map((kpi) => (
        <Card key={kpi.name} kpi={fromTheFirst ? { ...kpi, change: undefined, without: NOTHING_BEFORE } : kpi} />
      ))}
    </ul>
  );
}

function kpis(data: Analytics, search: TicketSearch): Kpi[] {
  const { summary, sentiment_distribution: moods, previous } = data;
  const scored = moods.negative + moods.neutral + moods.positive;
  const before = previous.sentiment_distribution;
  const scoredBefore = before.negative + before.neutral + before.positive;
  const enough = previous.total_tickets >= FEW;
  const percent = (part: number, all: number) => (enough && all > 0 ? (part / all) * 100 : null);
  const without = enough ? NOTHING_BEFORE : FEW_BEFORE;
  return [
    {
      name: "Tickets",
      value: count(summary.total_tickets),
      note: "created",
      change: relative(summary.total_tickets, previous.total_tickets),
      without,
      search,
    },
    {
      name: "Average mood",
      value: signed(data.average_compound),
      note: "from −1 to +1",
      change: difference(data.average_compound, enough ? previous.average_compound : null, signed, "good"),
      without,
      search: { ...search, sort: "compound" },
    },
    {
      name: "Negative",
      value: share(moods.negative, scored),
      note: `${count(moods.negative)} tickets`,
      change: difference(
        percent(moods.negative, scored),
        percent(before.negative, scoredBefore),
        (by) => `${signed(by, 1)} pp`,
        "bad",
      ),
      without,
      search: { ...search, sentiment: "negative" },
    },
    {
      name: "Comments",
      value: count(summary.total_comments),
      note: summary.avg_comments_per_ticket === null ? "" : `${decimal(summary.avg_comments_per_ticket)} a ticket`,
      change: relative(summary.total_comments, previous.total_comments),
      without: FEW_BEFORE,
      search: { ...search, sort: "-comment_count" },
    },
  ];
}

function Card({ kpi: { name, value, note, change, without, search } }: { kpi: Kpi }) {
  return (
    <li className="min-w-0">
      <Link
        to="/tickets"
        search={search}
        title={change ? undefined : without}
        className="panel group flex h-full flex-col gap-1 p-4 hover:border-line-strong">
        <span className="flex items-baseline justify-between gap-2 text-sm text-ink-2">
          {name}
          {change ? (
            <span
              title="against the period before"
              className={cx(
                "num text-xs font-medium",
                change.good === undefined ? "text-ink-3" : change.good ? "text-positive-ink" : "text-negative-ink",
              )}>
              {change.text}
              <span className="sr-only"> against the period before</span>
            </span>
          ) : (
            <span className="sr-only">{without}</span>
          )}
        </span>
        <span className="num text-3xl font-semibold tracking-tight">{value}</span>
        <span className="num text-xs text-ink-3">{note}</span>
      </Link>
    </li>
  );
}

export function KpisLoading() {
  return (
    <div role="status" aria-label="Loading" className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {["a", "b", "c", "d"].map((key) => (
        <div key={key} className="panel p-4">
          <Skeleton className="h-4 w-20" />
          <Skeleton className="mt-3 h-8 w-24" />
          <Skeleton className="mt-2 h-3 w-16" />
        </div>
      ))}
    </div>
  );
}
