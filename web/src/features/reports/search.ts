import { periodSearch, type PeriodSearch } from "@/features/dashboard/search";
import { skipped, text } from "@/lib/url";

/** Every state of a delivery, in the order in which the filter offers them. */
export const STATUSES = [
  "due",
  "rendering",
  "sending",
  "sent",
  "retrying",
  "failed",
  "skipped",
  "unknown",
  "kept",
] as const;
export type Status = (typeof STATUSES)[number];

export interface HistorySearch {
  status?: Status | undefined;
  schedule?: string | undefined;
  offset?: number | undefined;
  /** The one that is opened. */
  delivery?: string | undefined;
}

export function historySearch(search: Record<string, unknown>): HistorySearch {
  return {
    status: STATUSES.find((status) => status === search["status"]),
    schedule: text(search["schedule"]),
    offset: skipped(search["offset"]),
    delivery: text(search["delivery"]),
  };
}

/** A period; or a delivery, as the links of mails name it. */
export interface ReportsSearch extends PeriodSearch {
  delivery?: string | undefined;
}

export const reportsSearch = (search: Record<string, unknown>): ReportsSearch => ({
  ...periodSearch(search),
  delivery: text(search["delivery"]),
});

export interface SchedulesSearch {
  /** Those that are there, or those that were deleted. */
  show?: "deleted" | undefined;
  offset?: number | undefined;
}

export const schedulesSearch = (search: Record<string, unknown>): SchedulesSearch => ({
  show: search["show"] === "deleted" ? "deleted" : undefined,
  offset: skipped(search["offset"]),
});
