import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Ticket } from "@/api/types";
import { ago, dateTime, share } from "@/lib/format";
import { Panel } from "@/ui/page";

/** Everything the export said about the ticket; what is missing is left out. */
export function Facts({ ticket, zone }: { ticket: Ticket; zone: string }) {
  const time = (instant: string | null | undefined) =>
    instant && (
      <time dateTime={instant} title={ago(instant)} className="num">
        {dateTime(instant, zone)}
      </time>
    );
  const filter = (name: "status" | "priority" | "product" | "assignee", value: string) =>
    value && (
      <Link to="/tickets" search={{ [name]: value }} className="quiet-link">
        {value}
      </Link>
    );
  const rows: [string, ReactNode][] = [
    ["State", filter("status", ticket.status_name)],
    ["Priority", filter("priority", ticket.priority)],
    ["Product", filter("product", ticket.product)],
    ["Assignee", filter("assignee", ticket.assignee)],
    ["Reporter", ticket.reporter],
    ["Organization", ticket.organization],
    ["Type", ticket.issue_type],
    ["Project", ticket.project],
    [
      "Parent",
      ticket.parent_ticket_id && (
        <Link to="/tickets/$id" params={{ id: ticket.parent_ticket_id }} className="quiet-link font-mono text-xs">
          {ticket.parent_ticket_id}
        </Link>
      ),
    ],
    ["Labels", ticket.labels.join(", ")],
    ["Urgency", <span className="num">{share(ticket.urgency, 1)}</span>],
    ["Created", time(ticket.created_at)],
    ["Updated", time(ticket.updated_at)],
    ["Resolved", time(ticket.resolved_at)],
    ["Source", ticket.source],
  ];
  return (
    <Panel title="Details" aside={<span className="text-xs text-ink-3">{zone}</span>}>
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 pt-1 pb-4 text-sm sm:px-5">
        {rows
          .filter(([, value]) => Boolean(value))
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}
