import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { body } from "@/api/open";

/** What a rebuild makes stale. */
export const STORES = ["stores"] as const;

/** While a rebuild is queued or running, the worker's steps change all the time. */
export const services = (rebuilding: boolean) =>
  queryOptions({
    queryKey: [...STORES, "services"],
    queryFn: ({ signal }) => body(api.GET("/api/system/services", { signal })),
    refetchInterval: rebuilding ? 2000 : 30_000,
  });

export const lake = queryOptions({
  queryKey: [...STORES, "lake"],
  queryFn: ({ signal }) => body(api.GET("/api/system/lake", { signal })),
  refetchInterval: 30_000,
});

export const rebuild = queryOptions({
  queryKey: [...STORES, "rebuild"],
  queryFn: ({ signal }) => body(api.GET("/api/lake/rebuild", { signal })),
});

export const beginRebuild = () => body(api.POST("/api/lake/rebuild"));
