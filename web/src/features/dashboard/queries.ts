import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { limits } from "@/api/limits";
import { body } from "@/api/open";
import type { Sort } from "@/features/tickets/search";
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
    queryFn: ({ signal }) =>
      body(api.GET("/api/support/analytics", { params: { query: periodQuery(period, zone) }, signal })),
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

export const entities = (period: Period, zone: string) =>
  queryOptions({
    queryKey: ["entities", period, zone],
    queryFn: async ({ signal }) => {
      const query = { ...periodQuery(period, zone), limit: 12 };
      return (await body(api.GET("/api/entities/top", { params: { query }, signal }))).entities;
    },
  });

/** The days there are tickets for, the oldest ticket's to the newest's; null while there is none. */
export const extent = (zone: string) =>
  queryOptions({
    queryKey: ["extent", zone],
    queryFn: async ({ signal, client }): Promise<Period | null> => {
      const ask = (sort: Sort, dated?: true) =>
        body(api.GET("/api/tickets", { params: { query: { sort, dated, limit: 1 } }, signal }));
      const asked = [ask("created_at", true), ask("-created_at"), client.query(limits)] as const;
      const [oldest, newest, { dashboard_days: most }] = await Promise.all(asked);
      const [first, last] = [oldest.results[0], newest.results[0]];
      if (!last) return null;
      // Where no ticket has a date, any day will do.
      const on = (instant: string | null | undefined) => dayIn(zone, instant ?? undefined);
      return spanning(on(first?.created_at), on(last.created_at), most);
    },
  });

function spanning(start: Day, end: Day, most: number): Period {
  const earliest = addDays(end, 1 - most);
  return { start: start < earliest ? earliest : start, end };
}

/** Without a choice: so many days up to today or, where nothing is that new, up to the newest ticket. */
export function defaultPeriod(known: Period | null | undefined, today: Day, days = 30): Period {
  const recentStart = addDays(today, 1 - days);
  const end = known && known.end < recentStart ? known.end : today;
  return { start: addDays(end, 1 - days), end };
}
