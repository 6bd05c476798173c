import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { body } from "@/api/open";
import { browserZone } from "@/lib/dates";
import { missingOf, type TicketSearch } from "./search";

export const PAGE_SIZE = 50;

/** The address's filters as the API wants them; a period always comes with its zone. */
export function ticketQuery({ offset, sort, read, dated, missing, ...filters }: TicketSearch) {
  const hasPeriod = filters.start_date !== undefined || filters.end_date !== undefined;
  const timezone = hasPeriod ? (filters.timezone ?? browserZone()) : undefined;
  const unsaid = missing && { missing: missingOf({ missing }) };
  return { ...filters, ...unsaid, read: read && false, dated: dated && false, timezone };
}

/** How its lists stand in the address of a request: with commas between. */
export const COMMAS = { array: { style: "form", explode: false } } as const;

export const ticketList = (search: TicketSearch) =>
  queryOptions({
    queryKey: ["tickets", search],
    queryFn: ({ signal }) => {
      const { sort = "-created_at", offset } = search;
      const query = { ...ticketQuery(search), sort, limit: PAGE_SIZE, offset };
      return body(api.GET("/api/tickets", { params: { query }, querySerializer: COMMAS, signal }));
    },
    placeholderData: keepPreviousData,
  });

export const filterValues = () =>
  queryOptions({
    queryKey: ["filters"],
    queryFn: ({ signal }) => body(api.GET("/api/filters", { signal })),
    staleTime: 60_000,
  });

/** Whether the workspace has tickets of several sources: only then it matters whose a ticket is. */
export function useSeveralSources(): boolean {
  const { data } = useQuery(filterValues());
  return (data?.sources.length ?? 0) > 1;
}
