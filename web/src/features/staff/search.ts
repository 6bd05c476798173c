import type { StaffKind } from "@/api/types";
import { skipped, text } from "@/lib/url";
import { OPTIONS } from "./queries";

export interface StaffSearch {
  q?: string | undefined;
  kind?: StaffKind | undefined;
  offset?: number | undefined;
}

export function staffSearch(search: Record<string, unknown>): StaffSearch {
  return {
    q: text(search["q"]),
    kind: OPTIONS.find(({ value }) => value === search["kind"])?.value,
    offset: skipped(search["offset"]),
  };
}
