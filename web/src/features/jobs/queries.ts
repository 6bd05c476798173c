import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, sendJson } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { DateOrder, Job, Mapping, MappingTemplate, Page, RowError } from "@/api/types";
import type { JobsSearch } from "./search";

export const PAGE_SIZE = 20;
export const ERRORS_SHOWN = 10;

export const path = (id: string) => `/api/job/${encodeURIComponent(id)}`;

export const isOver = (job: Job) => job.status === "completed" || job.status === "failed";

export const jobList = (search: JobsSearch) =>
  queryOptions({
    queryKey: ["jobs", search],
    queryFn: ({ signal }) =>
      get<Page<Job>>("/api/jobs", { status: search.status, limit: PAGE_SIZE, offset: search.offset ?? 0 }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.results.some((job) => job.status === "queued" || job.status === "running") ? 2000 : 30_000,
  });

export const job = (id: string) =>
  queryOptions({
    queryKey: ["job", id],
    queryFn: ({ signal }) => get<Job>(path(id), {}, signal),
    refetchInterval: ({ state }) => (state.error && asProblem(state.error).isPassing ? 3000 : false),
  });

/** Whether the stream of a job's changes has failed and is not there again; only `useJob` knows and says. */
export const streamLost = (id: string) =>
  queryOptions({ queryKey: ["stream-lost", id], queryFn: () => false, enabled: false, initialData: false });

export const mapping = (id: string) =>
  queryOptions({
    queryKey: ["mapping", id],
    queryFn: ({ signal }) => get<Mapping>(`${path(id)}/mapping`, {}, signal),
    staleTime: Infinity,
  });

export const rowErrors = (id: string, known: number) =>
  queryOptions({
    queryKey: ["row-errors", id, known],
    queryFn: ({ signal }) => get<Page<RowError>>(`${path(id)}/errors`, { limit: ERRORS_SHOWN, offset: 0 }, signal),
    enabled: known > 0,
  });

export interface MappingChange {
  /** An empty list takes a field away. */
  fields: Record<string, number[]>;
  date_order?: DateOrder;
}

export const changeMapping = (id: string, change: MappingChange) =>
  sendJson<Mapping>("PUT", `${path(id)}/mapping`, change);
export const confirmMapping = (id: string) => sendJson<Job>("POST", `${path(id)}/confirm`);
export const retryJob = (id: string) => sendJson<Job>("POST", `${path(id)}/retry`);
export const deleteJob = (id: string) => sendJson<undefined>("DELETE", path(id));

export const savedMappings = queryOptions({
  queryKey: ["saved-mappings"],
  queryFn: ({ signal }) => get<{ results: MappingTemplate[] }>("/api/mappings", {}, signal),
});

/** Keeps the mapping of a job under a name: the next file with the same columns is read by it. */
export const saveMapping = (job: string, name: string) =>
  sendJson<MappingTemplate>("POST", "/api/mappings", { name, job_id: job });
export const deleteSavedMapping = (id: string) =>
  sendJson<undefined>("DELETE", `/api/mappings/${encodeURIComponent(id)}`);
