import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useSeveralSources } from "@/features/tickets/queries";
import { Created } from "@/ui/created";
import { MoodBadge, UnreadBadge } from "@/ui/mood";
import { Panel } from "@/ui/page";
import { Failure, SkeletonRows } from "@/ui/states";
import { recent } from "./queries";

/** The newest tickets, whatever period is chosen. */
export function Recent({ zone }: { zone: string }) {
  const { data, error, refetch } = useQuery(recent(8));
  const sources = useSeveralSources();
  return (
    <Panel
      title="Newest tickets"
      aside={
        <Link to="/tickets" className="quiet-link text-accent">
          All tickets
        </Link>
      }>
      {error ? (
        <div className="p-4">
          <Failure error={error} onRetry={() => void refetch()} />
        </div>
      ) : !data ? (
        <SkeletonRows rows={8} />
      ) : (
        <ul className="px-2 pt-1 pb-3 sm:px-3">
          {data.map((ticket) => (
            <li key={`${ticket.source}/${ticket.ticket_id}`}>
              <Link
                to="/tickets/$id"
                params={{ id: ticket.ticket_id }}
                search={sources ? { source: ticket.source } : {}}
                className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-md px-2 py-2 hover:bg-hover sm:grid-cols-[6.5rem_minmax(0,1fr)_auto_auto]">
                <span className="truncate font-mono text-xs text-ink-3">{ticket.ticket_id}</span>
                <span className="order-last col-span-2 truncate text-sm sm:order-none sm:col-span-1">
                  {ticket.summary || ticket.excerpt || "No summary"}
                </span>
                {ticket.read ? <MoodBadge mood={ticket.sentiment_label} /> : <UnreadBadge of="ticket" />}
                <Created
                  at={ticket.created_date}
                  zone={zone}
                  className="hidden w-24 text-right text-xs text-ink-3 sm:inline"
                />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
