import type { Mood } from "@/api/types";
import { isDay, isZone } from "@/lib/dates";
import { skipped, text } from "@/lib/url";

export const SORTS = {
  "-created_at": "Newest first",
  created_at: "Oldest first",
  "-updated_at": "Recently updated",
  compound: "Worst mood first",
  "-compound": "Best mood first",
  "-comment_count": "Most comments",
  "-urgency": "Most urgent",
} as const;
export type Sort = keyof typeof SORTS;

/** Everything that decides which tickets are shown: it lives in the address and goes to the API as it is. */
export interface TicketSearch {
  q?: string | undefined;
  sentiment?: Mood | undefined;
  /** Only tickets none of whose texts was read. */
  read?: "false" | undefined;
  /** Only tickets of which nothing tells when they were created. */
  dated?: "false" | undefined;
  status?: string | undefined;
  priority?: string | undefined;
  product?: string | undefined;
  assignee?: string | undefined;
  source?: string | undefined;
  /** What the tickets say nothing of, with commas between. */
  missing?: string | undefined;
  /** The import that brought or changed the tickets, or found them as they were. */
  job?: string | undefined;
  /** What that import did to them. */
  outcome?: JobOutcome | undefined;
  start_date?: string | undefined;
  end_date?: string | undefined;
  timezone?: string | undefined;
  sort?: Sort | undefined;
  offset?: number | undefined;
}

/** Which of the tickets with one key is meant, where several sources have it. */
export const oneTicket = (search: Record<string, unknown>): { source?: string | undefined } => ({
  source: text(search["source"]),
});

export const OUTCOMES = { added: "New", updated: "Updated", unchanged: "Unchanged" } as const;
export type JobOutcome = keyof typeof OUTCOMES;

/** What tickets may say nothing of. */
export const MISSING = ["status", "priority", "product", "assignee"] as const;
export type Missing = (typeof MISSING)[number];

/** What a search names that tickets are to say nothing of. */
export const missingOf = ({ missing = "" }: TicketSearch): Missing[] => {
  const named = missing.split(",");
  return MISSING.filter((name) => named.includes(name));
};

/** As it stands in the address. */
export const missingText = (names: readonly Missing[]) => (names.length === 0 ? undefined : names.join(","));

const MOODS: readonly Mood[] = ["positive", "neutral", "negative"];

export function ticketSearch(search: Record<string, unknown>): TicketSearch {
  const sort = text(search["sort"]);
  const job = text(search["job"]);
  const outcome = text(search["outcome"]);
  return {
    q: text(search["q"]),
    sentiment: MOODS.find((mood) => mood === search["sentiment"]),
    read: search["read"] === "false" ? "false" : undefined,
    dated: search["dated"] === "false" ? "false" : undefined,
    status: text(search["status"]),
    priority: text(search["priority"]),
    product: text(search["product"]),
    assignee: text(search["assignee"]),
    source: text(search["source"]),
    missing: missingText(missingOf({ missing: text(search["missing"]) })),
    job,
    outcome: job !== undefined && outcome !== undefined && outcome in OUTCOMES ? (outcome as JobOutcome) : undefined,
    start_date: text(search["start_date"], isDay),
    end_date: text(search["end_date"], isDay),
    timezone: text(search["timezone"], isZone),
    sort: sort !== undefined && sort in SORTS ? (sort as Sort) : undefined,
    offset: skipped(search["offset"]),
  };
}

/** The filters that can be taken away one by one, by name. */
export const FILTERS = [
  "q",
  "sentiment",
  "read",
  "dated",
  "status",
  "priority",
  "product",
  "assignee",
  "source",
  "missing",
  "job",
] as const;

export function isFiltered(search: TicketSearch): boolean {
  return FILTERS.some((name) => search[name] !== undefined) || search.start_date !== undefined;
}
