import { Link, useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import type { TicketRow } from "@/api/types";
import { count, NONE, words } from "@/lib/format";
import { Created } from "@/ui/created";
import { MoodBadge, UnreadBadge } from "@/ui/mood";
import { useShortcut } from "./keys";

const HEAD = "px-3 py-2 text-left text-xs font-medium text-ink-3 first:pl-5 last:pr-5";
const CELL = "px-3 py-2 align-middle text-sm first:pl-5 last:pr-5";

interface TicketTableProps {
  tickets: readonly TicketRow[];
  zone: string;
  /** Whether there are several sources: then each ticket's is shown. */
  sources: boolean;
}

/** The tickets: a table on a wide screen, cards on a phone; j and k move, Enter opens. */
export function TicketTable({ tickets, zone, sources }: TicketTableProps) {
  const place = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const move = (step: number) => {
    const links = [...(place.current?.querySelectorAll<HTMLAnchorElement>("a[data-ticket]") ?? [])].filter(
      (link) => link.offsetParent !== null,
    );
    const at = links.findIndex((link) => link === document.activeElement);
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  };
  useShortcut("j", () => move(1));
  useShortcut("k", () => move(-1));
  const open = ({ ticket_id: id, source }: TicketRow) =>
    void navigate({ to: "/tickets/$id", params: { id }, search: sources ? { source } : {} });

  return (
    <div ref={place}>
      <table className="hidden w-full table-fixed md:table">
        <caption className="sr-only">Tickets</caption>
        <thead>
          <tr>
            <th scope="col" className={HEAD}>
              Ticket
            </th>
            <th scope="col" className={`${HEAD} w-36`}>
              Mood
            </th>
            <th scope="col" className={`${HEAD} w-32`}>
              State
            </th>
            <th scope="col" className={`${HEAD} hidden w-28 lg:table-cell`}>
              Product
            </th>
            <th scope="col" className={`${HEAD} hidden w-36 xl:table-cell`}>
              Assignee
            </th>
            <th scope="col" className={`${HEAD} w-14 !text-right`}>
              <span className="sr-only">Comments</span>
              <span aria-hidden="true">Com.</span>
            </th>
            <th scope="col" className={`${HEAD} w-28 !text-right`}>
              Created
            </th>
          </tr>
        </thead>
        <tbody>
          {tickets.map((ticket) => (
            <Row
              key={`${ticket.source}/${ticket.ticket_id}`}
              ticket={ticket}
              zone={zone}
              sources={sources}
              onOpen={open}
            />
          ))}
        </tbody>
      </table>
      <ul className="md:hidden">
        {tickets.map((ticket) => (
          <Card key={`${ticket.source}/${ticket.ticket_id}`} ticket={ticket} zone={zone} sources={sources} />
        ))}
      </ul>
    </div>
  );
}

interface ShownProps {
  ticket: TicketRow;
  zone: string;
  sources: boolean;
}

function Row({ ticket, zone, sources, onOpen }: ShownProps & { onOpen: (ticket: TicketRow) => void }) {
  return (
    <tr
      className="cursor-pointer border-t border-line focus-within:bg-hover hover:bg-hover"
      onClick={(event) => {
        if (!(event.target instanceof HTMLAnchorElement) && !getSelection()?.toString()) onOpen(ticket);
      }}>
      <td className={CELL}>
        <Link
          data-ticket
          to="/tickets/$id"
          params={{ id: ticket.ticket_id }}
          search={sources ? { source: ticket.source } : {}}
          className="block truncate rounded font-medium">
          {sources && <span className="mr-2 text-xs font-normal text-ink-3">{ticket.source}</span>}
          <span className="mr-2 font-mono text-xs font-normal text-ink-3">{ticket.ticket_id}</span>
          {ticket.summary || <span className="text-ink-3">{ticket.excerpt || "No summary"}</span>}
        </Link>
      </td>
      <td className={CELL}>
        {ticket.read ? (
          <span title={words(ticket.status)}>
            <MoodBadge mood={ticket.final_sentiment} compound={ticket.compound} />
          </span>
        ) : (
          <UnreadBadge of="ticket" />
        )}
      </td>
      <td className={`${CELL} truncate`} title={ticket.priority ? `Priority: ${ticket.priority}` : undefined}>
        {ticket.status_name || NONE}
      </td>
      <td className={`${CELL} hidden truncate lg:table-cell`}>{ticket.product || NONE}</td>
      <td className={`${CELL} hidden truncate xl:table-cell`}>{ticket.assignee || NONE}</td>
      <td className={`${CELL} num text-right text-ink-2`}>{count(ticket.total_comments)}</td>
      <td className={`${CELL} text-right whitespace-nowrap text-ink-2`}>
        <Created at={ticket.created_at} zone={zone} />
      </td>
    </tr>
  );
}

function Card({ ticket, zone, sources }: ShownProps) {
  return (
    <li className="border-t border-line first:border-0">
      <Link
        data-ticket
        to="/tickets/$id"
        params={{ id: ticket.ticket_id }}
        search={sources ? { source: ticket.source } : {}}
        className="flex flex-col gap-1.5 px-4 py-3">
        <span className="flex items-center justify-between gap-3">
          <span className="truncate font-mono text-xs text-ink-3">
            {sources && <span className="mr-2 font-sans">{ticket.source}</span>}
            {ticket.ticket_id}
          </span>
          {ticket.read ? (
            <MoodBadge mood={ticket.final_sentiment} compound={ticket.compound} />
          ) : (
            <UnreadBadge of="ticket" />
          )}
        </span>
        <span className="line-clamp-2 font-medium">{ticket.summary || ticket.excerpt || "No summary"}</span>
        <span className="flex gap-3 text-xs text-ink-3">
          <span className="truncate">{ticket.status_name || NONE}</span>
          <span className="num whitespace-nowrap">{count(ticket.total_comments)} comments</span>
          <Created at={ticket.created_at} zone={zone} className="ml-auto whitespace-nowrap" />
        </span>
      </Link>
    </li>
  );
}
