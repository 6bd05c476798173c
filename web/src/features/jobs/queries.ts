import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { limits } from "@/api/limits";
import { body } from "@/api/open";
import { asProblem } from "@/api/problem";
import type { Job, MappingChange } from "@/api/types";
import { dayIn, lastOf, type Period } from "@/lib/dates";
import type { RowKind } from "./row-runs";
import type { ErrorKind } from "./row-sum";
import type { JobsSearch } from "./search";

export const PAGE_SIZE = 20;
export const ERRORS_SHOWN = 10;
export const ROW_RUNS_SHOWN = 50;

/** Which job is meant. */
export const at = (id: string) => ({ params: { path: { id } } });

export const isOver = (job: Job) => job.status === "completed" || job.status === "failed";

/** Whether it took a file in, and what that brought still counts. */
export const isTakenIn = (job: Job) => job.kind === "upload" && job.status === "completed" && job.undone_at === null;

export const jobList = (search: JobsSearch) =>
  queryOptions({
    queryKey: ["jobs", search],
    queryFn: ({ signal }) => {
      const query = { status: search.status, limit: PAGE_SIZE, offset: search.offset };
      return body(api.GET("/api/jobs", { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.results.some((job) => job.status === "queued" || job.status === "running") ? 2000 : 30_000,
  });

export const job = (id: string) =>
  queryOptions({
    queryKey: ["job", id],
    queryFn: ({ signal }) => body(api.GET("/api/job/{id}", { ...at(id), signal })),
    refetchInterval: ({ state }) => (state.error && asProblem(state.error).isPassing ? 3000 : false),
  });

/** Whether the stream of a job's changes has failed and is not there again; only `useJob` knows and says. */
export const streamLost = (id: string) =>
  queryOptions({ queryKey: ["stream-lost", id], queryFn: () => false, enabled: false, initialData: false });

export const mapping = (id: string) =>
  queryOptions({
    queryKey: ["mapping", id],
    queryFn: ({ signal }) => body(api.GET("/api/job/{id}/mapping", { ...at(id), signal })),
    staleTime: Infinity,
  });

/** The first and last day on which tickets of a job were created; null where none has a day. */
export const ticketDays = (id: string, zone: string) =>
  queryOptions({
    queryKey: ["ticket-days", id, zone],
    queryFn: async ({ signal, client }): Promise<Period | null> => {
      const ask = (sort: "created_at" | "-created_at") =>
        body(api.GET("/api/tickets", { params: { query: { job: id, dated: true, sort, limit: 1 } }, signal }));
      const asked = [ask("created_at"), ask("-created_at"), client.query(limits)] as const;
      const [oldest, newest, { dashboard_days: most }] = await Promise.all(asked);
      const [start, end] = [oldest.results[0]?.created_at, newest.results[0]?.created_at];
      return start && end ? lastOf({ start: dayIn(zone, start), end: dayIn(zone, end) }, most) : null;
    },
    staleTime: Infinity,
  });

export const rowErrors = (id: string, known: number, kind?: ErrorKind) =>
  queryOptions({
    queryKey: ["row-errors", id, known, kind],
    queryFn: ({ signal }) => {
      const params = { path: { id }, query: { limit: ERRORS_SHOWN, kind } };
      return body(api.GET("/api/job/{id}/errors", { params, signal }));
    },
    enabled: known > 0,
  });

export const rowRuns = (id: string, kind: RowKind, offset: number) =>
  queryOptions({
    queryKey: ["row-runs", id, kind, offset],
    queryFn: ({ signal }) => {
      const params = { path: { id }, query: { kind, limit: ROW_RUNS_SHOWN, offset } };
      return body(api.GET("/api/job/{id}/rows", { params, signal }));
    },
  });

export const changeMapping = (id: string, change: MappingChange) =>
  body(api.PUT("/api/job/{id}/mapping", { ...at(id), body: change }));
export const confirmMapping = (id: string) => body(api.POST("/api/job/{id}/confirm", at(id)));
export const changeTimezone = (id: string, timezone: string) =>
  body(api.POST("/api/job/{id}/timezone", { ...at(id), body: { timezone } }));
export const takeAgain = (id: string) => body(api.POST("/api/job/{id}/again", at(id)));
export const retryJob = (id: string) => body(api.POST("/api/job/{id}/retry", at(id)));
export const undoJob = (id: string) => body(api.POST("/api/job/{id}/undo", at(id)));
export const deleteJob = (id: string) => api.DELETE("/api/job/{id}", at(id));

export const savedMappings = queryOptions({
  queryKey: ["saved-mappings"],
  queryFn: ({ signal }) => body(api.GET("/api/mappings", { signal })),
});

/** Keeps the mapping of a job under a name: the next file with the same columns is read by it. */
export const saveMapping = (job: string, name: string) =>
  body(api.POST("/api/mappings", { body: { name, job_id: job } }));
export const deleteSavedMapping = (id: string) => api.DELETE("/api/mappings/{id}", at(id));
