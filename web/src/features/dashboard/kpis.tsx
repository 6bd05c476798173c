import { Link } from "@tanstack/react-router";
import type { Analytics } from "@/api/types";
import type { TicketSearch } from "@/features/tickets/search";
import { cx } from "@/lib/cx";
import { count, decimal, share, signed } from "@/lib/format";
import { Skeleton } from "@/ui/states";

interface Change {
  text: string;
  /** Whether the change is for the better; undefined where that cannot be said. */
  good?: boolean | undefined;
}

interface Kpi {
  name: string;
  value: string;
  note: string;
  change: Change | undefined;
  search: TicketSearch;
}

/** The four numbers on top, each with its change against the period before and a link to its tickets. */
export function Kpis({ data, search }: { data: Analytics; search: TicketSearch }) {
  return (
    <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {kpis(data, search).map((kpi) => (
        <Card key={kpi.name} kpi={kpi} />
      ))}
    </ul>
  );
}

function kpis(data: Analytics, search: TicketSearch): Kpi[] {
  const { summary, sentiment_distribution: moods, previous } = data;
  const scored = moods.negative + moods.neutral + moods.positive;
  const before = previous.sentiment_distribution;
  const scoredBefore = before.negative + before.neutral + before.positive;
  const points =
    scored > 0 && scoredBefore > 0 ? (moods.negative / scored - before.negative / scoredBefore) * 100 : undefined;
  const mood =
    data.average_compound !== null && previous.average_compound !== null
      ? data.average_compound - previous.average_compound
      : undefined;
  return [
    {
      name: "Tickets",
      value: count(summary.total_tickets),
      note: "created",
      change: relative(summary.total_tickets, previous.total_tickets),
      search,
    },
    {
      name: "Average mood",
      value: signed(data.average_compound),
      note: "from −1 to +1",
      change: mood === undefined ? undefined : { text: signed(mood), good: direction(mood) },
      search: { ...search, sort: "compound" },
    },
    {
      name: "Negative",
      value: share(moods.negative, scored),
      note: `${count(moods.negative)} tickets`,
      change: points === undefined ? undefined : { text: `${signed(points, 1)} pp`, good: direction(-points) },
      search: { ...search, sentiment: "negative" },
    },
    {
      name: "Comments",
      value: count(summary.total_comments),
      note: summary.avg_comments_per_ticket === null ? "" : `${decimal(summary.avg_comments_per_ticket)} a ticket`,
      change: relative(summary.total_comments, previous.total_comments),
      search: { ...search, sort: "-comment_count" },
    },
  ];
}

const direction = (difference: number) => (Math.abs(difference) < 0.005 ? undefined : difference > 0);

function relative(now: number, before: number): Change | undefined {
  if (before === 0) return undefined;
  return { text: `${signed(((now - before) / before) * 100, 0)} %` };
}

function Card({ kpi: { name, value, note, change, search } }: { kpi: Kpi }) {
  return (
    <li className="min-w-0">
      <Link
        to="/tickets"
        search={search}
        className="panel group flex h-full flex-col gap-1 p-4 hover:border-line-strong">
        <span className="flex items-baseline justify-between gap-2 text-sm text-ink-2">
          {name}
          {change && (
            <span
              title="against the period before"
              className={cx(
                "num text-xs font-medium",
                change.good === undefined ? "text-ink-3" : change.good ? "text-positive-ink" : "text-negative-ink",
              )}>
              {change.text}
              <span className="sr-only"> against the period before</span>
            </span>
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
