import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { Link, useParams, useRouter, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { asProblem } from "@/api/problem";
import type { Ticket } from "@/api/types";
import { Sparkline, type SparkPoint } from "@/charts/sparkline";
import { browserZone } from "@/lib/dates";
import { count, share, signed, words } from "@/lib/format";
import { Button, LinkButton } from "@/ui/button";
import { MoodBadge, UnreadBadge } from "@/ui/mood";
import { Page, Panel, useTitle } from "@/ui/page";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { Columns } from "./columns";
import { Facts } from "./facts";
import { FormerComments } from "./former-comments";
import { History } from "./history";
import { Message, messageId, messageName, UNDERLINE } from "./message";
import { More } from "./more";
import { joined, starts } from "./parts";
import { signals as signalsOf, ticket as ticketOf } from "./queries";
import { Signals } from "./signals";

/** One ticket: what was written, in which mood, and what became of it. */
export function TicketPage() {
  const { id } = useParams({ from: "/app/tickets/$id" });
  const { source } = useSearch({ from: "/app/tickets/$id" });
  const { data, error, refetch, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } =
    useInfiniteQuery(ticketOf(id, source));
  const parts = data?.pages ?? [];
  const ticket = joined(parts);
  useTitle(ticket?.summary ? `${id} ${ticket.summary}` : id);
  if (error && !ticket) {
    return (
      <Page title={id}>
        {asProblem(error).status === 404 ? (
          <div className="panel">
            <Empty
              title={`There is no ticket ${id}`}
              action={
                <LinkButton to="/tickets" kind="primary">
                  All tickets
                </LinkButton>
              }>
              It may belong to another workspace.
            </Empty>
          </div>
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  if (!ticket)
    return (
      <Page title={id}>
        <div className="panel">
          <SkeletonRows rows={10} />
        </div>
      </Page>
    );
  const more = hasNextPage && (
    <More
      ticket={ticket}
      busy={isFetchingNextPage}
      error={isFetchNextPageError ? error : null}
      onMore={() => void fetchNextPage()}
    />
  );
  return <Shown ticket={ticket} parts={parts} more={more} />;
}

function Shown({ ticket, parts, more }: { ticket: Ticket; parts: readonly Ticket[]; more: ReactNode }) {
  const zone = browserZone();
  const router = useRouter();
  // The page stands without them: the panel says what is wrong with them.
  const signals = useQueries({ queries: starts(parts).map((offset) => signalsOf(ticket, offset)) });
  const texts = signals.flatMap(({ data }) => data?.texts ?? []);
  const moving = new Map(texts.map((text) => [text.id, text.words]));
  return (
    <div className="mx-auto flex w-full max-w-[1200px] flex-col gap-5 px-4 pt-5 pb-24 sm:px-7 md:pb-12">
      <header className="flex flex-col gap-2">
        <div className="flex items-center gap-2 text-sm text-ink-3">
          <Link to="/tickets" className="quiet-link">
            Tickets
          </Link>
          <span aria-hidden="true">/</span>
          <span className="font-mono text-xs">{ticket.ticket_id}</span>
          <Button kind="ghost" className="ml-auto" onClick={() => router.history.back()}>
            Back
          </Button>
        </div>
        <h1 className="max-w-[60ch] text-2xl font-semibold tracking-tight break-words">
          {ticket.summary || ticket.ticket_id}
        </h1>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-ink-2">
          {ticket.read ? (
            <MoodBadge mood={ticket.final_sentiment} compound={ticket.compound} />
          ) : (
            <UnreadBadge of="ticket" />
          )}
          {ticket.read && <span>{words(ticket.status)}</span>}
          {ticket.status_name && (
            <span className="rounded-full border border-line px-2 py-0.5 text-xs">{ticket.status_name}</span>
          )}
          {ticket.priority && (
            <span className="rounded-full border border-line px-2 py-0.5 text-xs">{ticket.priority}</span>
          )}
        </div>
      </header>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title="Messages" aside={<span className="num">{count(ticket.total_comments)} comments</span>}>
            {[...moving.values()].some((words) => words.length > 0) && (
              <p className="px-4 pb-2 text-xs text-ink-3 sm:px-5">
                Underlined: the words that made a score, <span className={UNDERLINE.up}>straight</span> for a good mood,{" "}
                <span className={UNDERLINE.down}>wavy</span> for a bad one.
              </p>
            )}
            {ticket.comments.length === 0 ? (
              <p className="px-5 pb-5 text-sm text-ink-3">The ticket has no text.</p>
            ) : (
              <ol className="divide-y divide-line">
                {ticket.comments.map((message) => (
                  <Message
                    key={messageId(message)}
                    message={message}
                    entities={ticket.entities}
                    moving={moving.get(message.id) ?? []}
                    ticket={ticket.ticket_id}
                    zone={zone}
                  />
                ))}
              </ol>
            )}
            {!ticket.entities_are_all && (
              <p className="px-4 py-2.5 text-xs text-ink-3 sm:px-5">These messages name more than is marked in them.</p>
            )}
            {more}
          </Panel>
          <FormerComments ticket={ticket} zone={zone} />
          <Columns ticket={ticket} zone={zone} />
        </div>
        <div className="flex flex-col gap-4 lg:sticky lg:top-5">
          <MoodPanel ticket={ticket} />
          <Signals ticket={ticket} />
          <Facts ticket={ticket} zone={zone} />
          <History history={ticket.history} zone={zone} />
        </div>
      </div>
    </div>
  );
}

function MoodPanel({ ticket }: { ticket: Ticket }) {
  const points = ticket.comments.map((message): SparkPoint => ({
    id: messageId(message),
    label: messageName(message),
    mood: message.sentiment,
    compound: message.compound,
  }));
  return (
    <Panel title="Mood" aside={words(ticket.trend)}>
      <div className="flex flex-col gap-3 px-4 pt-1 pb-4 sm:px-5">
        {ticket.read ? (
          <p className="flex items-baseline gap-3">
            <span className="num text-3xl font-semibold tracking-tight">{signed(ticket.compound)}</span>
            <span className="num text-sm text-ink-3">{share(ticket.confidence, 1)} sure</span>
          </p>
        ) : (
          <p className="text-sm text-ink-2">
            None of its texts was read: English, German, French, Spanish and Portuguese are, code, logs and quotes are
            not. The ticket counts as neutral.
          </p>
        )}
        {points.length > 0 && <Sparkline points={points} />}
      </div>
    </Panel>
  );
}
