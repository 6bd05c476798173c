import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { TicketSearch } from "@/features/tickets/search";
import type { Period } from "@/lib/dates";
import { count, words } from "@/lib/format";
import { Panel } from "@/ui/page";
import { Failure, SkeletonRows } from "@/ui/states";
import { entities } from "./queries";

/** What the tickets talk about most: names, versions, error codes. */
export function Mentions({ period, zone, search }: { period: Period; zone: string; search: TicketSearch }) {
  const { data, error, refetch } = useQuery(entities(period, zone, search.source));
  return (
    <Panel title="Mentioned most" className="flex-1">
      {error ? (
        <div className="p-4">
          <Failure error={error} onRetry={() => void refetch()} />
        </div>
      ) : !data ? (
        <SkeletonRows rows={4} />
      ) : data.length === 0 ? (
        <p className="px-5 pt-1 pb-5 text-sm text-ink-3">Nothing was recognised in the texts of this period.</p>
      ) : (
        <ul className="flex flex-wrap gap-2 px-4 pt-1 pb-5 sm:px-5">
          {data.map((entity) => (
            <li key={`${entity.label}/${entity.text}`} className="max-w-full">
              <Link
                to="/tickets"
                search={{ ...search, q: entity.text }}
                title={words(entity.label)}
                className="flex max-w-full items-center gap-2 rounded-md border border-line px-2 py-1 text-sm hover:border-line-strong hover:bg-hover">
                <span className="truncate">{entity.text}</span>
                <span className="num text-xs text-ink-3">{count(entity.count)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
