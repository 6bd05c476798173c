import type { NameLabel } from "@/api/types";
import { skipped, text } from "@/lib/url";
import { LABELS } from "./queries";

export interface NamesSearch {
  q?: string | undefined;
  label?: NameLabel | undefined;
  offset?: number | undefined;
}

export function namesSearch(search: Record<string, unknown>): NamesSearch {
  return {
    q: text(search["q"]),
    label: LABELS.find((label) => label === search["label"]),
    offset: skipped(search["offset"]),
  };
}
