import { queryOptions } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Analytics, EntityCount, Metrics, Page, RecentTicket, TicketRow } from "@/api/types";
import { addDays, dayIn, type Day, type Period } from "@/lib/dates";

const FRESH_MS = 60_000;

/** What a period of days asks the API for. */
export const periodQuery = (period: Period, zone: string) => ({
  start_date: period.start,
  end_date: period.end,
  timezone: zone,
});

export const analytics = (period: Period, zone: string) =>
  queryOptions({
    queryKey: ["analytics", period, zone],
    queryFn: ({ signal }) => get<Analytics>("/api/support/analytics", periodQuery(period, zone), signal),
    refetchInterval: FRESH_MS,
  });

export const metrics = () =>
  queryOptions({
    queryKey: ["metrics"],
    queryFn: ({ signal }) => get<Metrics>("/api/dashboard/metrics", {}, signal),
    refetchInterval: (query) => ((query.state.data?.processing_jobs ?? 0) > 0 ? 3000 : FRESH_MS),
  });

export const recent = (limit: number) =>
  queryOptions({
    queryKey: ["recent", limit],
    queryFn: ({ signal }) => get<RecentTicket[]>("/api/dashboard/recent-tickets", { limit }, signal),
    refetchInterval: FRESH_MS,
  });

export const entities = (period: Period, zone: string) =>
  queryOptions({
    queryKey: ["entities", period, zone],
    queryFn: async ({ signal }) =>
      (await get<{ entities: EntityCount[] }>("/api/entities/top", { ...periodQuery(period, zone), limit: 12 }, signal))
        .entities,
  });

/** The days there are tickets for, the oldest ticket's to the newest's; null while there is none. */
export const extent = (zone: string) =>
  queryOptions({
    queryKey: ["extent", zone],
    queryFn: async ({ signal }): Promise<Period | null> => {
      const ask = (sort: string) => get<Page<TicketRow>>("/api/tickets", { sort, limit: 1 }, signal);
      const [oldest, newest] = await Promise.all([ask("created_at"), ask("-created_at")]);
      const [first, last] = [oldest.results[0], newest.results[0]];
      return first && last ? spanning(dayIn(zone, first.created_at), dayIn(zone, last.created_at)) : null;
    },
  });

/** The most days the API answers at once. */
const MOST_DAYS = 3660;

function spanning(start: Day, end: Day): Period {
  const earliest = addDays(end, 1 - MOST_DAYS);
  return { start: start < earliest ? earliest : start, end };
}

/** Without a choice: so many days up to today or, where nothing is that new, up to the newest ticket. */
export function defaultPeriod(known: Period | null | undefined, today: Day, days = 30): Period {
  const recentStart = addDays(today, 1 - days);
  const end = known && known.end < recentStart ? known.end : today;
  return { start: addDays(end, 1 - days), end };
}
