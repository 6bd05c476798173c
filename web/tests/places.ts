import { damagedLake, damagedServices, lossy, rebuildingNow, rebuildingUncounted } from "./rebuilt";
import { filters, signedIn, tickets, viewer } from "./answers";
import { nothing, unset } from "./planned";
import { queue } from "./queued";
import { aged, rescoring, rescoringNow, scoring } from "./rescored";
import { doubted, sheets, unknown, unknownJob } from "./uploaded";
import { problem, type Answers } from "./api";

const unreadable = problem(
  503,
  "the file ws=1/ticket/year=2026/month=11/day=14/01987c5e-0.parquet of the lake is damaged: its bytes are not those that were written",
  {
    code: "lake_damaged",
    remedy:
      "an administrator can write the lake anew from the records: on the page Stores, with POST /api/lake/rebuild, or with `undertone check --repair`",
  },
);

const brokenLink = problem(400, "this link is not one that was sent, or it was changed on its way", {
  code: "broken_link",
  remedy: "copy the whole link from the mail",
});

const signedOut: Answers = { "POST /api/auth/refresh": () => problem(401, "no session") };

/** Every page in every state worth looking at. */
export const PLACES: Record<string, { path: string; answers?: Answers; heading: string }> = {
  dashboard: { path: "/", heading: "Dashboard" },
  year: { path: "/?start_date=2025-11-22&end_date=2026-11-21", heading: "Dashboard" },
  empty: {
    path: "/",
    answers: { "GET /api/tickets": () => ({ total: 0, total_is_exact: true, results: [] }) },
    heading: "Dashboard",
  },
  broken: {
    path: "/",
    answers: {
      "GET /api/support/analytics": () =>
        problem(409, "The lake is being rebuilt.", { remedy: "Try again in a minute." }),
    },
    heading: "Dashboard",
  },
  tickets: { path: "/tickets", heading: "Tickets" },
  filtered: {
    path: "/tickets?sentiment=negative&product=Billing&start_date=2026-11-01&end_date=2026-11-21&timezone=UTC",
    heading: "Tickets",
  },
  frequent: {
    path: "/tickets?q=payment",
    answers: { "GET /api/tickets": () => tickets(1000, 50, 0, false) },
    heading: "Tickets",
  },
  unfiltered: { path: "/tickets?priority=High", answers: { "GET /api/filters": () => unreadable }, heading: "Tickets" },
  imported: { path: "/tickets?job=j3&outcome=added", heading: "Tickets" },
  ticket: { path: "/tickets/SUP-4821", heading: "Payment page times out after the 4.2.1 update" },
  upload: { path: "/upload", heading: "Upload" },
  jobs: { path: "/jobs", heading: "Jobs" },
  job: { path: "/jobs/j3", heading: "jira-support-2026-11.csv" },
  unknown: {
    path: "/jobs/j5",
    answers: { "GET /api/job/j5": () => unknownJob, "GET /api/job/j5/mapping": () => unknown },
    heading: "Meldungen 2026-03.csv",
  },
  doubted: {
    path: "/jobs/j2",
    answers: { "GET /api/job/j2/mapping": () => doubted },
    heading: "legacy-helpdesk-export-with-a-rather-long-file-name-2019.csv",
  },
  sheets: {
    path: "/jobs/j2",
    answers: { "GET /api/job/j2/mapping": () => sheets },
    heading: "legacy-helpdesk-export-with-a-rather-long-file-name-2019.csv",
  },
  sources: {
    path: "/tickets?source=jira",
    answers: { "GET /api/filters": () => ({ ...filters, sources: ["jira", "jira 2"] }) },
    heading: "Tickets",
  },
  running: { path: "/jobs/j1", heading: "jira-support-2026-11.csv" },
  cut: {
    path: "/jobs/j1",
    answers: { "GET /api/job/j1/events": (_, route) => route.abort() },
    heading: "jira-support-2026-11.csv",
  },
  review: { path: "/jobs/j2", heading: "legacy-helpdesk-export-with-a-rather-long-file-name-2019.csv" },
  failed: { path: "/jobs/j4", heading: "photo.csv" },
  queue: { path: "/queue", heading: "Queue" },
  paused: {
    path: "/queue",
    answers: { "GET /api/v1/queue": () => ({ ...queue, paused: { queue: false, workspace: true } }) },
    heading: "Queue",
  },
  idle: {
    path: "/queue",
    answers: { "GET /api/v1/queue": () => ({ ...queue, total: 0, count: 0, results: [] }) },
    heading: "Queue",
  },
  report: { path: "/reports", heading: "Reports" },
  schedules: { path: "/reports/schedules", heading: "Reports" },
  deletedSchedules: { path: "/reports/schedules?show=deleted", heading: "Reports" },
  unplanned: {
    path: "/reports/schedules",
    answers: { ...nothing, "GET /api/report/mail": () => unset },
    heading: "Reports",
  },
  schedulesBroken: {
    path: "/reports/schedules",
    answers: { "GET /api/report/schedules": () => unreadable, "GET /api/report/templates": () => unreadable },
    heading: "Reports",
  },
  planning: { path: "/reports/schedules/new", heading: "Reports" },
  planned: { path: "/reports/schedules/s2", heading: "Reports" },
  misplanned: {
    path: "/reports/schedules/new",
    answers: {
      "POST /api/report/runs": () =>
        problem(400, "no days are chosen, so the schedule would never fire", {
          code: "no_days",
          field: "repeat.days",
          remedy: "choose at least one day of the week",
        }),
      "POST /api/report/preview": () => problem(502, "the typesetter did not deliver", { code: "typesetting_failed" }),
    },
    heading: "Reports",
  },
  history: { path: "/reports/history", heading: "Reports" },
  delivered: { path: "/reports?delivery=d2", heading: "Reports" },
  refused: { path: "/reports/history?delivery=d3", heading: "Reports" },
  undelivered: { path: "/reports/history", answers: nothing, heading: "Reports" },
  webhooks: { path: "/reports/webhooks", heading: "Reports" },
  untold: { path: "/reports/webhooks", answers: nothing, heading: "Reports" },
  webhooksBroken: {
    path: "/reports/webhooks",
    answers: { "GET /api/report/webhooks": () => unreadable },
    heading: "Reports",
  },
  unplannable: {
    path: "/reports/schedules",
    answers: { "POST /api/auth/refresh": () => ({ ...signedIn, user: viewer }) },
    heading: "Reports",
  },
  unsubscribe: { path: "/mail?unsubscribe=token", answers: signedOut, heading: "Reports by mail" },
  unsubscribed: {
    path: "/mail?unsubscribe=token",
    answers: {
      ...signedOut,
      "GET /api/report/unsubscribe": () => ({ address: "grace@customer.example", schedule: "", subscribed: false }),
    },
    heading: "You are unsubscribed",
  },
  brokenLink: {
    path: "/mail?unsubscribe=token",
    answers: { ...signedOut, "GET /api/report/unsubscribe": () => brokenLink },
    heading: "This link does not work",
  },
  confirm: { path: "/mail?confirm=token", answers: signedOut, heading: "Reports by mail" },
  confirmBroken: {
    path: "/mail?confirm=token",
    answers: { ...signedOut, "GET /api/report/confirm": () => brokenLink },
    heading: "This link does not work",
  },
  cutLink: { path: "/mail", answers: signedOut, heading: "This link is broken" },
  corrections: { path: "/corrections", heading: "Corrections" },
  uncorrected: {
    path: "/corrections",
    answers: { "GET /api/corrections": () => ({ total: 0, results: [], offset: 0, limit: 20 }) },
    heading: "Corrections",
  },
  names: { path: "/names", heading: "Names" },
  nameless: {
    path: "/names?q=zz",
    answers: { "GET /api/gazetteer": () => ({ total: 0, results: [], offset: 0, limit: 50, most: 10_000 }) },
    heading: "Names",
  },
  staff: { path: "/staff", heading: "Staff" },
  unstaffed: {
    path: "/staff",
    answers: { "GET /api/staff": () => ({ total: 0, results: [], offset: 0, limit: 50, most: 1_000 }) },
    heading: "Staff",
  },
  staffless: { path: "/staff?q=zz", answers: { "GET /api/staff": () => unreadable }, heading: "Staff" },
  scoring: { path: "/scoring", heading: "Scoring" },
  unscored: { path: "/scoring", answers: { "GET /api/scoring": () => aged }, heading: "Scoring" },
  rescoring: {
    path: "/scoring",
    answers: { "GET /api/scoring": () => ({ ...scoring, running: rescoringNow }) },
    heading: "Scoring",
  },
  unrescored: {
    path: "/scoring",
    answers: {
      "GET /api/scoring": () => ({
        ...aged,
        last: {
          ...rescoring,
          status: "failed",
          error: {
            code: "ingest_failed",
            detail: "the step score failed: the database went away",
            remedy: "try the job again",
          },
        },
      }),
    },
    heading: "Scoring",
  },
  stores: { path: "/stores", heading: "Stores" },
  damaged: {
    path: "/stores",
    answers: {
      "GET /api/system/lake": () => damagedLake,
      "GET /api/system/services": () => damagedServices,
      "GET /api/lake/rebuild": () => ({ running: null, last: null }),
    },
    heading: "Stores",
  },
  rebuilding: {
    path: "/stores",
    answers: {
      "GET /api/system/lake": () => damagedLake,
      "GET /api/system/services": () => damagedServices,
      "GET /api/lake/rebuild": () => ({ running: rebuildingNow, last: null }),
    },
    heading: "Stores",
  },
  uncounted: {
    path: "/stores",
    answers: {
      "GET /api/lake/rebuild": () => ({ running: rebuildingUncounted, last: null }),
      "GET /api/job/b3": () => rebuildingUncounted,
    },
    heading: "Stores",
  },
  lossy: { path: "/stores", answers: { "GET /api/lake/rebuild": () => lossy }, heading: "Stores" },
  unreadable: { path: "/", answers: { "GET /api/support/analytics": () => unreadable }, heading: "Dashboard" },
  users: { path: "/users", heading: "Users" },
  account: { path: "/account", heading: "Account" },
  missing: { path: "/nowhere/at/all", heading: "There is no such page" },
  signin: { path: "/sign-in", answers: signedOut, heading: "Sign in" },
  welcome: {
    path: "/#token=one-time-token",
    answers: { ...signedOut, "GET /api/auth/bootstrap": () => ({ needed: true }) },
    heading: "Set up Undertone",
  },
};
