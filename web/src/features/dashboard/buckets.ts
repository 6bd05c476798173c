import type { TrendDay } from "@/api/types";
import { firstOfMonth, firstOfWeek, type Day, type Period } from "@/lib/dates";

export type Grain = "day" | "week" | "month";

export interface Bucket extends Period {
  negative: number;
  neutral: number;
  positive: number;
  total: number;
  /** Mean of the days' scores, weighted by their tickets; null without tickets. */
  compound: number | null;
}

const MOST_BARS = 92;

/** The finest grain that keeps bars wide enough to press. */
export function grainOf(days: number): Grain {
  if (days <= MOST_BARS) return "day";
  return days <= MOST_BARS * 7 ? "week" : "month";
}

const STARTS: Record<Grain, (day: Day) => Day> = { day: (day) => day, week: firstOfWeek, month: firstOfMonth };

/** Days folded into buckets; a bucket's ends are days the trend has, so that its link asks for exactly its tickets. */
export function bucketed(trend: readonly TrendDay[], grain: Grain): Bucket[] {
  const buckets: Bucket[] = [];
  let key = "";
  let weighted = 0;
  for (const day of trend) {
    const start = STARTS[grain](day.date);
    if (start !== key || buckets.length === 0) {
      buckets.push({ start: day.date, end: day.date, negative: 0, neutral: 0, positive: 0, total: 0, compound: null });
      key = start;
      weighted = 0;
    }
    const bucket = buckets.at(-1);
    if (!bucket) continue;
    const tickets = day.negative + day.neutral + day.positive;
    bucket.end = day.date;
    bucket.negative += day.negative;
    bucket.neutral += day.neutral;
    bucket.positive += day.positive;
    bucket.total += tickets;
    weighted += (day.compound ?? 0) * tickets;
    bucket.compound = bucket.total === 0 ? null : weighted / bucket.total;
  }
  return buckets;
}
