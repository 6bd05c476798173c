import { queryOptions, useQuery } from "@tanstack/react-query";
import { body, open } from "./open";
import type { Limits } from "./types";

/** What requests may hold: asked for once, by whoever is not signed in, too. */
export const limits = queryOptions({
  queryKey: ["limits"],
  queryFn: ({ signal }) => body(open.GET("/api/limits", { signal })),
  staleTime: "static",
});

/** The server's limits; undefined until they are known: it holds to them itself. */
export const useLimits = (): Limits | undefined => useQuery(limits).data;
