import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { body } from "@/api/open";
import { asProblem } from "@/api/problem";
import type { paths } from "@/api/schema";
import type {
  Coverage,
  Delivery,
  GivenSchedule,
  GivenTemplate,
  Repeat,
  ReportFilters,
  ReportLayout,
  Schedule,
} from "@/api/types";
import { periodQuery } from "@/features/dashboard/queries";
import type { Period } from "@/lib/dates";
import type { HistorySearch } from "./search";

export const PAGE_SIZE = 20;
const MOST_OFFERED = 100;

/** Which one is meant. */
const at = (id: string) => ({ params: { path: { id } } });

/** What a report is asked for that is made at once. */
export function pdfQuery(period: Period, zone: string, layout: ReportLayout, filters: ReportFilters) {
  const { language, paper, sections } = layout;
  // No section stands for all of them; an empty list would not.
  return { ...periodQuery(period, zone), ...filters, language, paper, ...(sections.length > 0 && { sections }) };
}

// The document has two schemas of the name `Filters`; the one of reports is lost in it.
type Sent = paths["/api/report/schedules"]["post"]["requestBody"]["content"]["application/json"];
const sent = (given: GivenSchedule) => given as unknown as Sent;
const read = (answer: unknown) => answer as Schedule;

export const SCHEDULES = ["schedules"] as const;
export const TEMPLATES = ["report-templates"] as const;
export const DELIVERIES = ["deliveries"] as const;

export const scheduleList = (offset = 0, limit = PAGE_SIZE, deleted = false) =>
  queryOptions({
    queryKey: [...SCHEDULES, offset, limit, deleted],
    queryFn: async ({ signal }) => {
      const found = await body(
        api.GET("/api/report/schedules", { params: { query: { limit, offset, ...(deleted && { deleted }) } }, signal }),
      );
      return { ...found, results: found.results.map(read) };
    },
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });

/** The schedules that a filter offers. */
export const offeredSchedules = scheduleList(0, MOST_OFFERED);
/** Those that were taken away: what they delivered is in the history still. */
export const deletedSchedules = scheduleList(0, MOST_OFFERED, true);

export const schedule = (id: string) =>
  queryOptions({
    queryKey: ["schedule", id],
    queryFn: async ({ signal }) => read(await body(api.GET("/api/report/schedules/{id}", { ...at(id), signal }))),
    // What is being edited does not change under the hands.
    staleTime: Infinity,
    gcTime: 0,
  });

export const createSchedule = async (given: GivenSchedule) =>
  read(await body(api.POST("/api/report/schedules", { body: sent(given) })));
export const changeSchedule = async (id: string, given: GivenSchedule) =>
  read(await body(api.PUT("/api/report/schedules/{id}", { ...at(id), body: sent(given) })));
export const deleteSchedule = (id: string) => api.DELETE("/api/report/schedules/{id}", at(id));
export const restoreSchedule = (id: string) => body(api.POST("/api/report/schedules/{id}/restore", at(id)));
export const sendReport = (id: string, to: "me" | "recipients") =>
  body(api.POST("/api/report/schedules/{id}/send", { ...at(id), body: { to } }));

/** A schedule as it is sent again, with some of it changed. */
export const given = (schedule: Schedule, change: Partial<GivenSchedule> = {}): GivenSchedule => ({
  name: schedule.name,
  timezone: schedule.timezone,
  repeat: schedule.repeat,
  period: schedule.period,
  filters: schedule.filters,
  template_id: schedule.template_id,
  layout: schedule.layout,
  recipients: schedule.recipients.map(({ address }) => address),
  catch_up: schedule.catch_up,
  enabled: schedule.enabled,
  paused_until: schedule.paused_until,
  ...change,
});

/** When a schedule would be due. */
export const nextRuns = (timezone: string, repeat: Repeat, period: Coverage) =>
  queryOptions({
    queryKey: ["runs", timezone, repeat, period],
    queryFn: ({ signal }) => body(api.POST("/api/report/runs", { body: { timezone, repeat, period }, signal })),
    staleTime: 60_000,
  });

export interface Imagined {
  timezone: string;
  period: Coverage;
  filters: ReportFilters;
  layout: ReportLayout;
}

/** The first page of a report, as SVG. */
export const preview = (imagined: Imagined) =>
  queryOptions({
    queryKey: ["preview", imagined],
    queryFn: ({ signal }) => {
      const asked =
        imagined as unknown as paths["/api/report/preview"]["post"]["requestBody"]["content"]["application/json"];
      return body(api.POST("/api/report/preview", { body: asked, parseAs: "text", signal }));
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  });

export const templateList = queryOptions({
  queryKey: TEMPLATES,
  queryFn: ({ signal }) =>
    body(api.GET("/api/report/templates", { params: { query: { limit: MOST_OFFERED } }, signal })),
});
export const createTemplate = (template: GivenTemplate, schedules: string[] = []) =>
  body(api.POST("/api/report/templates", { body: { ...template, schedules } }));
export const changeTemplate = (id: string, template: GivenTemplate) =>
  body(api.PUT("/api/report/templates/{id}", { ...at(id), body: template }));
/** Names the schedules that took their layout from it. */
export const deleteTemplate = (id: string) => body(api.DELETE("/api/report/templates/{id}", at(id)));

const UNDER_WAY: readonly string[] = ["due", "rendering", "sending"];
/** Whether its state changes within seconds. */
export const isUnderWay = (delivery: Delivery) => UNDER_WAY.includes(delivery.status);

export const deliveryList = ({ status, schedule, offset = 0 }: HistorySearch, limit = PAGE_SIZE) =>
  queryOptions({
    queryKey: [...DELIVERIES, status, schedule, offset, limit],
    queryFn: ({ signal }) => {
      const query = { status, schedule_id: schedule, limit, offset };
      return body(api.GET("/api/report/deliveries", { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.results.some(isUnderWay) ? 2000 : 30_000),
  });

export const delivery = (id: string) =>
  queryOptions({
    queryKey: ["delivery", id],
    queryFn: ({ signal }) => body(api.GET("/api/report/deliveries/{id}", { ...at(id), signal })),
    refetchInterval: ({ state }) => {
      if (state.error) return asProblem(state.error).isPassing ? 3000 : false;
      return state.data && !isUnderWay(state.data) ? false : 1000;
    },
  });

export const deliveryPdf = (id: string) => api.GET("/api/report/deliveries/{id}/pdf", { ...at(id), parseAs: "blob" });
export const sendAgain = (id: string) => body(api.POST("/api/report/deliveries/{id}/resend", at(id)));
export const tryNow = (id: string) => body(api.POST("/api/report/deliveries/{id}/retry", at(id)));
export const settle = (id: string, arrived: boolean) =>
  body(api.POST("/api/report/deliveries/{id}/settle", { ...at(id), body: { arrived } }));

export const mailState = queryOptions({
  queryKey: ["mail-state"],
  queryFn: ({ signal }) => body(api.GET("/api/report/mail", { signal })),
  staleTime: 60_000,
});

/** Switches a schedule on or off and leaves the rest as it is by now. */
export async function enable(id: string, enabled: boolean): Promise<Schedule> {
  const now = read(await body(api.GET("/api/report/schedules/{id}", at(id))));
  return changeSchedule(id, given(now, { enabled }));
}

export const SUPPRESSIONS = ["suppressions"] as const;
export const suppressionList = queryOptions({
  queryKey: SUPPRESSIONS,
  queryFn: ({ signal }) =>
    body(api.GET("/api/report/suppressions", { params: { query: { limit: MOST_OFFERED } }, signal })),
});
export const letIn = (id: number) => api.DELETE("/api/report/suppressions/{id}", { params: { path: { id } } });

export const WEBHOOKS = ["webhooks"] as const;
export const webhookList = queryOptions({
  queryKey: WEBHOOKS,
  queryFn: ({ signal }) =>
    body(api.GET("/api/report/webhooks", { params: { query: { limit: MOST_OFFERED } }, signal })),
  refetchInterval: 30_000,
});
/** Those that were deleted and can be brought back. */
export const deletedWebhooks = queryOptions({
  queryKey: [...WEBHOOKS, "deleted"],
  queryFn: ({ signal }) =>
    body(api.GET("/api/report/webhooks", { params: { query: { limit: MOST_OFFERED, deleted: true } }, signal })),
});
export const createWebhook = (url: string) => body(api.POST("/api/report/webhooks", { body: { url } }));
export const deleteWebhook = (id: string) => api.DELETE("/api/report/webhooks/{id}", at(id));
export const restoreWebhook = (id: string) => body(api.POST("/api/report/webhooks/{id}/restore", at(id)));
export const enableWebhook = (id: string, enabled: boolean) =>
  body(api.PATCH("/api/report/webhooks/{id}", { ...at(id), body: { enabled } }));

export const testWebhook = (id: string) => body(api.POST("/api/report/webhooks/{id}/test", at(id)));
/** The latest test of a webhook, asked for until it is made. */
export const webhookTest = (id: string) =>
  queryOptions({
    queryKey: ["webhook-test", id],
    queryFn: ({ signal }) => body(api.GET("/api/report/webhooks/{id}/test", { ...at(id), signal })),
    refetchInterval: ({ state }) => {
      if (state.error) return asProblem(state.error).isPassing ? 3000 : false;
      return state.data?.status === "due" ? 700 : false;
    },
  });
