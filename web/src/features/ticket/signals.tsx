import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Ticket, TicketSignals } from "@/api/types";
import { count, share, signed, words } from "@/lib/format";
import { MoodDot } from "@/ui/mood";
import { Panel } from "@/ui/page";
import { Failure, SkeletonRows } from "@/ui/states";
import { messageId, messageName } from "./message";
import { signals } from "./queries";

/** What the texts say beside their mood: what it is about, which feelings show, what is judged, and where the mood turned. */
export function Signals({ ticket }: { ticket: Ticket }) {
  const { data, error, refetch } = useQuery(signals(ticket));
  if (error && !data)
    return (
      <Panel title="Signals">
        <Failure error={error} onRetry={() => void refetch()} />
      </Panel>
    );
  const isPart = data && data.texts.length < data.texts_total;
  return (
    <Panel title="Signals" aside={isPart && `of the first ${count(data.texts.length)} messages`}>
      {data ? <Found ticket={ticket} signals={data} /> : <SkeletonRows rows={4} />}
    </Panel>
  );
}

function Found({
  ticket,
  signals: { categories, emotions, aspects, trajectory },
}: {
  ticket: Ticket;
  signals: TicketSignals;
}) {
  const turns = trajectory.turning_points.flatMap((turn) => {
    const message = ticket.comments.find((text) => text.id === turn.text_id);
    return message ? [{ message, change: turn.change }] : [];
  });
  return (
    <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-2.5 px-4 pt-1 pb-4 text-sm sm:px-5">
      <Row name="About">{categories.map(words).join(", ")}</Row>
      {emotions.length > 0 && (
        <Row name="Feelings">
          <List>
            {emotions.map(({ emotion, strength }) => (
              <li key={emotion} className="flex justify-between gap-3">
                <span>{words(emotion)}</span>
                <span className="num text-ink-3">{share(strength, 1)}</span>
              </li>
            ))}
          </List>
        </Row>
      )}
      {aspects.length > 0 && (
        <Row name="Judged">
          <List>
            {aspects.map(({ aspect, sentiment, compound, mentions }) => (
              <li key={aspect} className="flex justify-between gap-3">
                <span className="flex items-center gap-1.5">
                  <MoodDot mood={sentiment} />
                  <span className="sr-only">{sentiment}: </span>
                  {words(aspect)}
                </span>
                <span
                  className="num text-ink-3"
                  title={mentions === 1 ? "In one sentence" : `In ${String(mentions)} sentences`}>
                  {signed(compound)}
                </span>
              </li>
            ))}
          </List>
        </Row>
      )}
      <Row name="Course">
        {words(trajectory.type)}
        {turns.length > 0 && (
          <List>
            {/* As tall as a finger needs them to hit the one it means. */}
            {turns.map(({ message, change }) => (
              <li key={message.id} className="flex justify-between gap-3">
                <a href={`#${messageId(message)}`} className="quiet-link inline-flex min-h-6 items-center">
                  Turned at {messageName(message).toLowerCase()}
                </a>
                <span className="num text-ink-3">{signed(change)}</span>
              </li>
            ))}
          </List>
        )}
      </Row>
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-ink-3">{name}</dt>
      <dd className="flex flex-col gap-1 break-words">{children}</dd>
    </div>
  );
}

const List = ({ children }: { children: ReactNode }) => <ul className="flex flex-col gap-0.5">{children}</ul>;
