import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { body } from "@/api/open";
import type { Mood } from "@/api/types";

export const PAGE_SIZE = 20;

export const corrections = (offset: number) =>
  queryOptions({
    queryKey: ["corrections", offset],
    queryFn: ({ signal }) =>
      body(api.GET("/api/corrections", { params: { query: { limit: PAGE_SIZE, offset } }, signal })),
    placeholderData: keepPreviousData,
  });

/** Says what a text's sentiment is; nothing takes it back. */
export async function label(id: number, sentiment: Mood | undefined): Promise<void> {
  const params = { path: { id } };
  if (sentiment === undefined) await api.DELETE("/api/texts/{id}/label", { params });
  else await api.PUT("/api/texts/{id}/label", { params, body: { sentiment } });
}
