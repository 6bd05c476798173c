import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Filters, TicketPage } from "@/api/types";
import { browserZone } from "@/lib/dates";
import type { TicketSearch } from "./search";

export const PAGE_SIZE = 50;

/** The address's filters as the API wants them; a period always comes with its zone. */
export function ticketQuery(search: TicketSearch) {
  const { offset, sort, ...filters } = search;
  const dated = filters.start_date !== undefined || filters.end_date !== undefined;
  return { ...filters, timezone: dated ? (filters.timezone ?? browserZone()) : undefined };
}

export const ticketList = (search: TicketSearch) =>
  queryOptions({
    queryKey: ["tickets", search],
    queryFn: ({ signal }) =>
      get<TicketPage>(
        "/api/tickets",
        { ...ticketQuery(search), sort: search.sort ?? "-created_at", limit: PAGE_SIZE, offset: search.offset ?? 0 },
        signal,
      ),
    placeholderData: keepPreviousData,
  });

export const filterValues = () =>
  queryOptions({
    queryKey: ["filters"],
    queryFn: ({ signal }) => get<Filters>("/api/filters", {}, signal),
    staleTime: 60_000,
  });
