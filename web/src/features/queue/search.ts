import { skipped } from "@/lib/url";

export interface QueueSearch {
  offset?: number | undefined;
}

export const queueSearch = (search: Record<string, unknown>): QueueSearch => ({ offset: skipped(search["offset"]) });
