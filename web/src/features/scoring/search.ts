import type { Mood } from "@/api/types";
import { skipped } from "@/lib/url";
import { MOODS } from "@/ui/mood";

/** Which changed texts are shown. */
export interface ScoringSearch {
  from?: Mood | undefined;
  to?: Mood | undefined;
  offset?: number | undefined;
}

const mood = (value: unknown): Mood | undefined => MOODS.find((known) => known === value);

export function scoringSearch(search: Record<string, unknown>): ScoringSearch {
  return { from: mood(search["from"]), to: mood(search["to"]), offset: skipped(search["offset"]) };
}
