import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { body } from "@/api/open";
import type { ScoringSearch } from "./search";

export const PAGE_SIZE = 20;

export const scoring = queryOptions({
  queryKey: ["scoring"],
  queryFn: ({ signal }) => body(api.GET("/api/scoring", { signal })),
});

export const comparison = (id: string) =>
  queryOptions({
    queryKey: ["scoring", "comparison", id],
    queryFn: ({ signal }) => body(api.GET("/api/rescoring/{id}/comparison", { params: { path: { id } }, signal })),
    staleTime: Infinity,
  });

export const changes = (id: string, { from, to, offset = 0 }: ScoringSearch) =>
  queryOptions({
    queryKey: ["scoring", "changes", id, from, to, offset],
    queryFn: ({ signal }) => {
      const params = { path: { id }, query: { from, to, limit: PAGE_SIZE, offset } };
      return body(api.GET("/api/rescoring/{id}/changes", { params, signal }));
    },
    placeholderData: keepPreviousData,
  });

export const beginRescoring = () => body(api.POST("/api/rescoring"));
