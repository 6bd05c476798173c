import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, sendJson } from "@/api/client";
import type { ChangedText, Job, Page, RescoringComparison, ScoringStatus } from "@/api/types";
import type { ScoringSearch } from "./search";

export const PAGE_SIZE = 20;

export const path = (id: string) => `/api/rescoring/${encodeURIComponent(id)}`;

export const scoring = queryOptions({
  queryKey: ["scoring"],
  queryFn: ({ signal }) => get<ScoringStatus>("/api/scoring", {}, signal),
});

export const comparison = (id: string) =>
  queryOptions({
    queryKey: ["scoring", "comparison", id],
    queryFn: ({ signal }) => get<RescoringComparison>(`${path(id)}/comparison`, {}, signal),
    staleTime: Infinity,
  });

export const changes = (id: string, { from, to, offset = 0 }: ScoringSearch) =>
  queryOptions({
    queryKey: ["scoring", "changes", id, from, to, offset],
    queryFn: ({ signal }) =>
      get<Page<ChangedText>>(`${path(id)}/changes`, { from, to, limit: PAGE_SIZE, offset }, signal),
    placeholderData: keepPreviousData,
  });

export const beginRescoring = () => sendJson<Job>("POST", "/api/rescoring");
