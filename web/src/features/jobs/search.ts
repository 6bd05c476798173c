import type { JobStatus } from "@/api/types";
import { skipped } from "@/lib/url";

export const JOB_STATUSES: readonly JobStatus[] = ["review", "queued", "running", "completed", "failed"];

export interface JobsSearch {
  status?: JobStatus | undefined;
  offset?: number | undefined;
}

export function jobsSearch(search: Record<string, unknown>): JobsSearch {
  return {
    status: JOB_STATUSES.find((status) => status === search["status"]),
    offset: skipped(search["offset"]),
  };
}
