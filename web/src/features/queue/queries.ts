import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { body } from "@/api/open";
import type { QueueChange } from "@/api/types";

export const QUEUE = ["queue"] as const;
export const PAGE_SIZE = 50;

/** The jobs under way. What is being worked on changes by itself: it is looked at often while there is something. */
export const queue = (offset: number) =>
  queryOptions({
    queryKey: [...QUEUE, offset],
    queryFn: ({ signal }) =>
      body(api.GET("/api/v1/queue", { params: { query: { limit: PAGE_SIZE, offset } }, signal })),
    refetchInterval: (query) => (query.state.data?.total ? 2_000 : 10_000),
  });

const at = (id: string) => ({ params: { path: { id } } });

export const pauseQueue = (paused: boolean) => body(api.POST("/api/v1/queue/config/pause", { body: { paused } }));
export const goFirst = (id: string) => body(api.POST("/api/v1/queue/{id}/execute", at(id)));
export const moveJob = (id: string, change: QueueChange) =>
  body(api.PATCH("/api/v1/queue/{id}", { ...at(id), body: change }));
export const cancelJob = (id: string) => body(api.DELETE("/api/v1/queue/{id}", at(id)));
