import { queryOptions } from "@tanstack/react-query";
import { get, sendJson } from "@/api/client";
import type { Job, Lake, RebuildStatus, SystemState } from "@/api/types";

/** What a rebuild makes stale. */
export const STORES = ["stores"] as const;

/** While a rebuild is queued or running, the worker's steps change all the time. */
export const services = (rebuilding: boolean) =>
  queryOptions({
    queryKey: [...STORES, "services"],
    queryFn: ({ signal }) => get<SystemState>("/api/system/services", {}, signal),
    refetchInterval: rebuilding ? 2000 : 30_000,
  });

export const lake = queryOptions({
  queryKey: [...STORES, "lake"],
  queryFn: ({ signal }) => get<Lake>("/api/system/lake", {}, signal),
  refetchInterval: 30_000,
});

export const rebuild = queryOptions({
  queryKey: [...STORES, "rebuild"],
  queryFn: ({ signal }) => get<RebuildStatus>("/api/lake/rebuild", {}, signal),
});

export const beginRebuild = () => sendJson<Job>("POST", "/api/lake/rebuild");
