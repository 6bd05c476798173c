import { count, signed } from "@/lib/format";

/** How a number stands against that of the period before. */
export interface Change {
  text: string;
  /** Whether the change is for the better; undefined where that cannot be said. */
  good?: boolean | undefined;
}

/** Below so many a percentage tells of chance, not of change. */
export const FEW = 10;

export const NOTHING_BEFORE = "no period to compare with";
export const FEW_BEFORE = `fewer than ${FEW} in the period before: too few to compare with`;

/** In percent, from a thousand on as a multiple; undefined where there were too few before. */
export function relative(now: number, before: number): Change | undefined {
  if (before < FEW) return undefined;
  const percent = ((now - before) / before) * 100;
  return { text: percent < 1000 ? `${signed(percent, 0)} %` : `×${count(Math.round(now / before))}` };
}

/** As a difference; undefined where one of both is not there. */
export function difference(
  now: number | null,
  before: number | null,
  word: (by: number) => string,
  rising: "good" | "bad",
): Change | undefined {
  if (now === null || before === null) return undefined;
  const by = now - before;
  return { text: word(by), good: Math.abs(by) < 0.005 ? undefined : by > 0 === (rising === "good") };
}
