import { skipped } from "@/lib/url";

export interface CorrectionsSearch {
  offset?: number | undefined;
}

export function correctionsSearch(search: Record<string, unknown>): CorrectionsSearch {
  return { offset: skipped(search["offset"]) };
}
