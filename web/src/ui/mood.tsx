import type { Mood } from "@/api/types";
import { cx } from "@/lib/cx";
import { moodName, signed } from "@/lib/format";

/** From worst to best: the order in every bar, legend and list. */
export const MOODS: readonly Mood[] = ["negative", "neutral", "positive"];

export const FILL: Record<Mood, string> = { positive: "bg-positive", neutral: "bg-neutral", negative: "bg-negative" };
const TONE: Record<Mood, string> = {
  positive: "bg-positive-soft text-positive-ink",
  neutral: "bg-neutral-soft text-neutral-ink",
  negative: "bg-negative-soft text-negative-ink",
};

/** The mood as a word in its colour; a shape tells it apart without colours. */
export function MoodBadge({ mood, compound }: { mood: Mood; compound?: number }) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap",
        TONE[mood],
      )}>
      <MoodDot mood={mood} />
      {moodName[mood]}
      {compound !== undefined && <span className="num">{signed(compound)}</span>}
    </span>
  );
}

const UNREAD = {
  unknown_language: {
    name: "Not read: other language",
    why: "English, German, French, Spanish and Portuguese are read; what is not counts as neutral",
  },
  nothing: {
    name: "Not read",
    why: "There is nothing to read: no words, or only code, logs and quotes; it counts as neutral",
  },
  ticket: {
    name: "Not read",
    why: "None of its texts was read: another language, or nothing to read; it counts as neutral",
  },
};

/** In place of a mood, where nothing was read. */
export function UnreadBadge({ of }: { of: keyof typeof UNREAD }) {
  return (
    <span
      title={UNREAD[of].why}
      className="inline-flex items-center gap-1.5 rounded-full border border-dashed border-line-strong px-2 py-0.5 text-xs font-medium whitespace-nowrap text-ink-2">
      {UNREAD[of].name}
    </span>
  );
}

/** Circle, square or triangle: positive, neutral, negative. */
export function MoodDot({ mood, className }: { mood: Mood; className?: string }) {
  const shape = {
    positive: "rounded-full",
    neutral: "rounded-[2px]",
    negative: "[clip-path:polygon(0_12%,100%_12%,50%_100%)]",
  };
  return <span aria-hidden="true" className={cx("inline-block size-2 shrink-0", FILL[mood], shape[mood], className)} />;
}
