import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, sendJson } from "@/api/client";
import type { Correction, Mood, Page } from "@/api/types";

export const PAGE_SIZE = 20;

export const corrections = (offset: number) =>
  queryOptions({
    queryKey: ["corrections", offset],
    queryFn: ({ signal }) => get<Page<Correction>>("/api/corrections", { limit: PAGE_SIZE, offset }, signal),
    placeholderData: keepPreviousData,
  });

const path = (text: number) => `/api/texts/${text}/label`;

/** Says what a text's sentiment is; nothing takes it back. */
export const label = (text: number, sentiment: Mood | undefined) =>
  sentiment === undefined
    ? sendJson<undefined>("DELETE", path(text))
    : sendJson<unknown>("PUT", path(text), { sentiment });
