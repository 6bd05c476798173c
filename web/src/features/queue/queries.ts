import { queryOptions } from "@tanstack/react-query";
import { get, sendJson } from "@/api/client";
import type { Job, Queue, QueuedJob, QueuePause } from "@/api/types";

export const QUEUE = ["queue"] as const;
export const PAGE_SIZE = 50;

/** The jobs under way. What is being worked on changes by itself: it is looked at often while there is something. */
export const queue = (offset: number) =>
  queryOptions({
    queryKey: [...QUEUE, offset],
    queryFn: ({ signal }) => get<Queue>("/api/v1/queue", { limit: PAGE_SIZE, offset: offset || undefined }, signal),
    refetchInterval: (query) => (query.state.data?.total ? 2_000 : 10_000),
  });

export const pauseQueue = (paused: boolean) => sendJson<QueuePause>("POST", "/api/v1/queue/config/pause", { paused });
export const goFirst = (id: string) => sendJson<QueuedJob>("POST", `/api/v1/queue/${encodeURIComponent(id)}/execute`);
export const moveJob = (id: string, change: { priority?: number; position?: number }) =>
  sendJson<QueuedJob>("PATCH", `/api/v1/queue/${encodeURIComponent(id)}`, change);
export const cancelJob = (id: string) => sendJson<Job>("DELETE", `/api/v1/queue/${encodeURIComponent(id)}`);
