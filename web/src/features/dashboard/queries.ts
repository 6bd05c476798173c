import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { limits } from "@/api/limits";
import { body } from "@/api/open";
import type { Sort } from "@/features/tickets/search";
import { addDays, dayIn, lastOf, type Day, type Period } from "@/lib/dates";

const FRESH_MS = 60_000;

/** What a period of days asks the API for. */
export const periodQuery = (period: Period, zone: string) => ({
  start_date: period.start,
  end_date: period.end,
  timezone: zone,
});

export const analytics = (period: Period, zone: string, source?: string) =>
  queryOptions({
    queryKey: ["analytics", period, zone, source],
    queryFn: ({ signal }) =>
      body(api.GET("/api/support/analytics", { params: { query: { ...periodQuery(period, zone), source } }, signal })),
    refetchInterval: FRESH_MS,
  });

export const metrics = () =>
  queryOptions({
    queryKey: ["metrics"],
    queryFn: ({ signal }) => body(api.GET("/api/dashboard/metrics", { signal })),
    refetchInterval: (query) => ((query.state.data?.processing_jobs ?? 0) > 0 ? 3000 : FRESH_MS),
  });

export const recent = (limit: number) =>
  queryOptions({
    queryKey: ["recent", limit],
    queryFn: ({ signal }) => body(api.GET("/api/dashboard/recent-tickets", { params: { query: { limit } }, signal })),
    refetchInterval: FRESH_MS,
  });

export const entities = (period: Period, zone: string, source?: string) =>
  queryOptions({
    queryKey: ["entities", period, zone, source],
    queryFn: async ({ signal }) => {
      const query = { ...periodQuery(period, zone), source, limit: 12 };
      return (await body(api.GET("/api/entities/top", { params: { query }, signal }))).entities;
    },
  });

/** The days there are tickets for, the oldest ticket's to the newest's, as far as a dashboard reaches. */
export interface Extent extends Period {
  /** The oldest ticket's day, however long ago. */
  oldest: Day;
  /** How many tickets have a day, those before the first of these included. */
  tickets: number;
}

/** The days there are tickets for, or tickets of one source; null while there is none. */
export const extent = (zone: string, source?: string) =>
  queryOptions({
    queryKey: ["extent", zone, source],
    queryFn: async ({ signal, client }): Promise<Extent | null> => {
      const ask = (sort: Sort, dated?: true) =>
        body(api.GET("/api/tickets", { params: { query: { sort, dated, source, limit: 1 } }, signal }));
      const asked = [ask("created_at", true), ask("-created_at"), client.query(limits)] as const;
      const [oldest, newest, { dashboard_days: most }] = await Promise.all(asked);
      const [first, last] = [oldest.results[0], newest.results[0]];
      if (!last) return null;
      // Where no ticket has a date, any day will do.
      const on = (instant: string | null | undefined) => dayIn(zone, instant ?? undefined);
      const all = { start: on(first?.created_at), end: on(last.created_at) };
      return { ...lastOf(all, most), oldest: all.start, tickets: oldest.total };
    },
  });

/** Without a choice: so many days up to today or, where nothing is that new, up to the newest ticket. */
export function defaultPeriod(known: Period | null | undefined, today: Day, days = 30): Period {
  const recentStart = addDays(today, 1 - days);
  const end = known && known.end < recentStart ? known.end : today;
  return { start: addDays(end, 1 - days), end };
}
