import type { Entity, MovingWord, ScoredText, Side } from "@/api/types";
import { cx } from "@/lib/cx";
import { ago, dateTime, share, signed, words } from "@/lib/format";
import { FILL, MoodBadge, UnreadBadge } from "@/ui/mood";
import { pieces, type Piece } from "./highlight";
import { Label } from "./label";

/** The place of a message on its page: what the points of the trend link to. */
export const messageId = (message: ScoredText) =>
  `${message.field_type}${message.comment_number === null ? "" : `-${message.comment_number}`}`;

export const messageName = (message: ScoredText) =>
  message.comment_number === null ? words(message.field_type) : `Comment ${message.comment_number}`;

/** What a text is marked with by who wrote it. */
const SIDE: Record<Side, string | undefined> = {
  customer: "Customer",
  staff: "Staff",
  machine: "Automation",
  unknown: undefined,
};

interface Shown {
  message: ScoredText;
  entities: readonly Entity[];
  /** The words that made its score. */
  moving: readonly MovingWord[];
  ticket: string;
  zone: string;
}

/** One text of a ticket with its score; what it names is marked, and the words that made the score are underlined. */
export function Message({ message, entities, moving, ticket, zone }: Shown) {
  const own = entities.filter(
    (entity) => entity.field_type === message.field_type && entity.comment_number === message.comment_number,
  );
  return (
    <li id={messageId(message)} className="relative scroll-mt-20 px-4 py-4 target:bg-accent-soft/50 sm:px-5">
      <span
        aria-hidden="true"
        className={cx(
          "absolute inset-y-4 left-0 w-[3px] rounded-r",
          message.reading === "read" ? FILL[message.sentiment] : "bg-line-strong",
        )}
      />
      <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <h3 className="font-medium">{messageName(message)}</h3>
        {message.author_id && <span className="text-ink-2">{message.author_id}</span>}
        {SIDE[message.side] && (
          <span className="rounded-full border border-line px-2 py-0.5 text-xs text-ink-2">{SIDE[message.side]}</span>
        )}
        {message.comment_timestamp && (
          <time
            dateTime={message.comment_timestamp}
            title={ago(message.comment_timestamp)}
            className="num text-xs text-ink-3">
            {dateTime(message.comment_timestamp, zone)}
          </time>
        )}
        <span className="ml-auto flex flex-wrap items-center justify-end gap-2">
          {message.reading === "read" ? (
            <>
              <span className="num text-xs text-ink-3">{share(message.confidence, 1)} sure</span>
              <MoodBadge mood={message.sentiment} compound={message.compound} />
            </>
          ) : (
            <UnreadBadge of={message.reading} />
          )}
          <Label message={message} name={messageName(message)} ticket={ticket} />
        </span>
      </div>
      <p className="max-w-[72ch] break-words whitespace-pre-wrap">
        {pieces(message.text, own, moving).map((piece, index) => (
          <Marked key={index} piece={piece} />
        ))}
      </p>
    </li>
  );
}

/** Straight under what spoke for a good mood, wavy under what spoke against it: told apart without colours. */
export const UNDERLINE = {
  up: "underline decoration-positive decoration-2 underline-offset-[3px]",
  down: "underline decoration-negative decoration-wavy decoration-1 underline-offset-[3px]",
};

function Marked({ piece: { text, label, weight } }: { piece: Piece }) {
  const moved =
    weight === undefined ? (
      text
    ) : (
      <span title={`Moved the score by ${signed(weight, 1)}`} className={weight > 0 ? UNDERLINE.up : UNDERLINE.down}>
        {text}
      </span>
    );
  if (label === undefined) return moved;
  return (
    <mark title={words(label)} className="rounded-[3px] bg-accent-soft px-0.5 text-accent-strong">
      {moved}
    </mark>
  );
}
