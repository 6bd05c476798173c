import type { ReportTemplate, Run, Schedule, Suppression } from "../src/api/types";
import { iso } from "./answers";
import type { Answers } from "./api";
import { deliveries } from "./delivered";
import { deletedWebhooks, webhooks } from "./told";

/** Schedules of reports, what they delivered, and what mails of theirs lead to. */

const layout = { language: "en", paper: "a4", sections: [] } as Schedule["layout"];

export function schedule(id: string, change: Partial<Schedule> = {}): Schedule {
  return {
    id,
    owner: "ada@example.org",
    name: "Monday for the team",
    is_preference: false,
    timezone: "Europe/Berlin",
    repeat: { kind: "weekly", days: ["monday"], time: "08:00" },
    period: "last_week",
    filters: {},
    template_id: null,
    layout,
    catch_up: "latest",
    enabled: true,
    paused_until: null,
    next_slot_at: "2027-01-04T07:00:00Z",
    last_sent_at: iso(3),
    created_at: iso(60),
    updated_at: iso(9),
    deleted_at: null,
    recipients: [
      { address: "ada@example.org", state: "user" },
      { address: "grace@customer.example", state: "confirmed" },
      { address: "support-leadership-and-quality-circle@customer.example", state: "unconfirmed" },
    ],
    ...change,
  };
}

export const schedules: Schedule[] = [
  schedule("s1"),
  schedule("s2", {
    name: "Month end for Billing and the public API, in German, for the board",
    repeat: { kind: "monthly", on: { kind: "last_working_day" }, time: "17:30" },
    period: "last_month",
    timezone: "America/New_York",
    filters: { product: ["Billing", "Public API"], priority: ["High"] },
    template_id: "t1",
    owner: "jonas.weber@example.org",
    next_slot_at: "2027-01-29T22:30:00Z",
    last_sent_at: null,
    recipients: [
      { address: "jonas.weber@example.org", state: "inactive" },
      { address: "board@example.com", state: "unsubscribed" },
      { address: "nobody@example.com", state: "bounced" },
    ],
  }),
  schedule("s3", {
    name: "Every working day",
    repeat: { kind: "cron", expression: "0 6 * * MON-FRI" },
    period: "yesterday",
    enabled: false,
    next_slot_at: null,
    recipients: [{ address: "ada@example.org", state: "user" }],
  }),
  schedule("s4", {
    name: "Quarterly",
    repeat: { kind: "monthly", on: { kind: "weekday", week: "first", weekday: "tuesday" }, time: "07:00" },
    period: "last_quarter",
    paused_until: "2027-03-01T07:00:00Z",
    next_slot_at: "2027-01-05T06:00:00Z",
    recipients: [{ address: "ada@example.org", state: "user" }],
  }),
];

export const deleted: Schedule[] = [
  schedule("s8", { name: "Black Friday, hourly", deleted_at: iso(4), next_slot_at: null }),
  schedule("s9", {
    name: "The old Monday report",
    deleted_at: iso(200),
    next_slot_at: null,
    owner: "jonas.weber@example.org",
  }),
];

export const templates: ReportTemplate[] = [
  {
    id: "t1",
    name: "Vorstand",
    layout: { language: "de", paper: "a4", sections: ["summary", "kpis", "products", "attention"] },
    schedules: 1,
    updated_at: iso(20),
  },
  { id: "t2", name: "Everything, letter", layout: { ...layout, paper: "letter" }, schedules: 0, updated_at: iso(2) },
];

export const suppressions: Suppression[] = [
  {
    id: 1,
    address: "nobody@example.com",
    schedule_id: null,
    reason: "bounced",
    detail: "550 5.1.1 User unknown",
    created_at: iso(2),
  },
  { id: 2, address: "board@example.com", schedule_id: "s2", reason: "unsubscribed", detail: "", created_at: iso(5) },
];

const listed = <T>(results: T[], total = results.length) => ({
  total,
  count: results.length,
  offset: 0,
  limit: 20,
  results,
});

export const run = (at: string, change: Partial<Run> = {}): Run => ({
  at,
  local: `${at.slice(0, 10)}T08:00`,
  offset: "+01:00",
  abbreviation: "CET",
  is_moved: false,
  first_day: "2026-11-30",
  last_day: "2026-12-06",
  ...change,
});

export const runs = {
  timezone: "Europe/Berlin",
  zone_data: "2026e",
  runs: [
    run("2026-12-07T07:00:00Z"),
    run("2026-12-14T07:00:00Z", { first_day: "2026-12-07", last_day: "2026-12-13" }),
    run("2026-12-21T07:00:00Z", { first_day: "2026-12-14", last_day: "2026-12-20" }),
    run("2026-12-28T07:00:00Z", { first_day: "2026-12-21", last_day: "2026-12-27" }),
    run("2027-03-28T01:00:00Z", { local: "2027-03-28T03:00", offset: "+02:00", abbreviation: "CEST", is_moved: true }),
  ],
};

const lines = Array.from(
  { length: 18 },
  (_, i) => `<rect x="60" y="${330 + i * 22}" width="${430 - (i % 4) * 60}" height="8" fill="#e4e2dc"/>`,
);
export const page = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 595 842"><rect width="595" height="842" fill="#fff"/><rect x="60" y="70" width="300" height="22" fill="#1b1c20"/><rect x="60" y="104" width="180" height="10" fill="#6a6b72"/><path d="M60 260c80 0 80-70 160-70s80 60 160 30 100-80 150-60" fill="none" stroke="#3350b5" stroke-width="3"/>${lines.join("")}</svg>`;

export const mail = {
  configured: true,
  from: "Undertone <reports@example.org>",
  public_url: "https://undertone.example.org",
};
export const unset = { configured: false, from: null, public_url: null };

export const question = {
  address: "grace@customer.example",
  schedule: "Monday for the team",
  asked_by: "ada@example.org",
  workspace: "Acme Support",
  sender: "Undertone <reports@example.org>",
  confirmed: false,
};
export const subscription = { address: "grace@customer.example", schedule: "Monday for the team", subscribed: true };

/** What the API answers about reports. */
export const planned: Answers = {
  "GET /api/report/schedules": (url) => listed(url.searchParams.get("deleted") === "true" ? deleted : schedules),
  "GET /api/report/schedules/s1": () => schedules[0],
  "GET /api/report/schedules/s2": () => schedules[1],
  "GET /api/report/templates": () => listed(templates),
  "POST /api/report/runs": () => runs,
  "POST /api/report/preview": (_, route) => {
    void route.fulfill({ contentType: "image/svg+xml", body: page });
    return undefined;
  },
  "GET /api/report/suppressions": () => listed(suppressions),
  "GET /api/report/webhooks": (url) => listed(url.searchParams.get("deleted") === "true" ? deletedWebhooks : webhooks),
  "GET /api/report/mail": () => mail,
  "GET /api/report/deliveries": (url) => {
    const of = (name: string) => url.searchParams.get(name);
    return listed(
      deliveries.filter(
        ({ status, schedule_id }) =>
          (of("status") ?? status) === status && (of("schedule_id") ?? schedule_id) === schedule_id,
      ),
    );
  },
  ...Object.fromEntries(deliveries.map((one) => [`GET /api/report/deliveries/${one.id}`, () => one])),
  "GET /api/report/unsubscribe": () => subscription,
  "GET /api/report/confirm": () => question,
};

export const nothing: Answers = {
  "GET /api/report/schedules": () => listed([]),
  "GET /api/report/templates": () => listed([]),
  "GET /api/report/deliveries": () => listed([]),
  "GET /api/report/suppressions": () => listed([]),
  "GET /api/report/webhooks": () => listed([]),
};
