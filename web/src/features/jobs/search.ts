import type { JobStatus } from "@/api/types";

export const JOB_STATUSES: readonly JobStatus[] = ["review", "queued", "running", "completed", "failed"];

export interface JobsSearch {
  status?: JobStatus | undefined;
  offset?: number | undefined;
}

export function jobsSearch(search: Record<string, unknown>): JobsSearch {
  const offset = Number(search["offset"]);
  return {
    status: JOB_STATUSES.find((status) => status === search["status"]),
    offset: Number.isInteger(offset) && offset > 0 ? offset : undefined,
  };
}

