import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Ticket } from "@/api/types";
import { useSeveralSources } from "@/features/tickets/queries";
import { ago, count, dateTime, language, minutes, share } from "@/lib/format";
import { MoodBadge } from "@/ui/mood";
import { Panel } from "@/ui/page";

/** Everything the export said about the ticket; what is missing is left out. */
export function Facts({ ticket, zone }: { ticket: Ticket; zone: string }) {
  const sources = useSeveralSources();
  const time = (instant: string | null | undefined) =>
    instant && (
      <time dateTime={instant} title={ago(instant)} className="num">
        {dateTime(instant, zone)}
      </time>
    );
  /** When something was reached, and how long after the ticket was made. */
  const reached = (instant: string | null | undefined, passed: number | null | undefined) =>
    (Boolean(instant) || typeof passed === "number") && (
      <span className="flex flex-col">
        {time(instant)}
        {typeof passed === "number" && <span className="num">after {minutes(passed)}</span>}
      </span>
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
    ["Team", ticket.team],
    ["Assignee", filter("assignee", ticket.assignee)],
    ["Customer", ticket.customer],
    ["Reporter", ticket.reporter],
    ["Organization", ticket.organization],
    ["Channel", ticket.channel],
    ["Type", ticket.issue_type],
    ["Project", ticket.project],
    [
      "Parent",
      ticket.parent_ticket_id && (
        <Link
          to="/tickets/$id"
          params={{ id: ticket.parent_ticket_id }}
          search={sources ? { source: ticket.source } : {}}
          className="quiet-link font-mono text-xs">
          {ticket.parent_ticket_id}
        </Link>
      ),
    ],
    ["Labels", ticket.labels.join(", ")],
    ["Urgency", <span className="num">{share(ticket.urgency, 1)}</span>],
    ["Language", ticket.language && language(ticket.language)],
    ["Satisfaction", ticket.satisfaction],
    ["Mood", ticket.opening_sentiment && <Course ticket={ticket} />],
    ["Turns", turns(ticket)],
    ["Time spent", spent(ticket.time_spent_minutes)],
    ["Reopened", ticket.reopenings && times(ticket.reopenings)],
    ["Created", <Creation ticket={ticket}>{time(ticket.created_at)}</Creation>],
    ["Updated", time(ticket.updated_at)],
    ["First response", reached(ticket.first_response_at, ticket.minutes_to_first_response)],
    ["Due", time(ticket.due_at)],
    ["Resolved", reached(ticket.resolved_at, ticket.minutes_to_resolution)],
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

/** What a creation date was concluded from where its column said nothing. */
const CONCLUDED: Partial<Record<Ticket["created_from"], string>> = {
  first_comment: "by its first comment",
  other_date: "by its earliest other date",
  id: "by its key, which holds the time",
};

/** When it was created, and what tells that unless the export did. */
function Creation({ ticket: { created_at, created_from }, children }: { ticket: Ticket; children: ReactNode }) {
  if (!created_at) return <span title="The export does not tell when it was created">unknown</span>;
  const from = CONCLUDED[created_from];
  return (
    <span className="flex flex-col">
      {children}
      {from && <span className="text-xs text-ink-3">{from}</span>}
    </span>
  );
}

const spent = (value: number | null | undefined) => typeof value === "number" && minutes(value);
const times = (value: number) => (value === 1 ? "once" : `${count(value)} times`);

/** How often each side took the word; nothing where no side is known. */
function turns({ customer_turns, staff_turns }: Ticket): string {
  if (!customer_turns && !staff_turns) return "";
  return `Customer ${count(customer_turns ?? 0)}, staff ${count(staff_turns ?? 0)}`;
}

/** The mood it was opened with, and the customer's after the first answer. */
function Course({ ticket: { opening_sentiment, answered_sentiment } }: { ticket: Ticket }) {
  return (
    <span className="flex flex-wrap items-center gap-1">
      {opening_sentiment && (
        <span title="When it was opened">
          <MoodBadge mood={opening_sentiment} />
        </span>
      )}
      {answered_sentiment && (
        <>
          <span aria-hidden="true">→</span>
          <span className="sr-only">, after the first answer: </span>
          <span title="The customer's after the first answer">
            <MoodBadge mood={answered_sentiment} />
          </span>
        </>
      )}
    </span>
  );
}
