import type { Page, Route } from "@playwright/test";
import * as answers from "./answers";
import * as listed from "./listed";
import * as conversation from "./conversation";
import * as uploaded from "./uploaded";
import { planned } from "./planned";
import * as rebuilt from "./rebuilt";
import * as rescored from "./rescored";
import { queue } from "./queued";

export type Answer = (url: URL, route: Route) => unknown;

export type Answers = Record<string, Answer>;

/** What stands in for the API: paths to answers; a test replaces the ones it is about. */
export const usual: Answers = {
  "POST /api/auth/refresh": () => answers.signedIn,
  "POST /api/auth/login": () => answers.signedIn,
  "POST /api/auth/bootstrap": () => answers.signedIn,
  "GET /api/auth/bootstrap": () => ({ needed: false }),
  "GET /api/limits": () => answers.limits,
  "GET /api/auth/users": () => listed.users,
  "GET /api/support/analytics": (url) => answers.analytics(spanOf(url)),
  "GET /api/dashboard/metrics": () => answers.metrics,
  "GET /api/dashboard/recent-tickets": () => answers.recent,
  "GET /api/entities/top": () => answers.entities,
  "GET /api/gazetteer": () => listed.names,
  "GET /api/staff": () => listed.staff,
  "GET /api/corrections": () => conversation.corrections,
  "GET /api/scoring": () => rescored.scoring,
  "GET /api/rescoring/r1/comparison": () => rescored.comparison,
  "GET /api/rescoring/r1/changes": () => rescored.changes,
  "GET /api/job/r2": () => rescored.rescoringNow,
  "GET /api/system/services": () => rebuilt.services,
  "GET /api/system/lake": () => rebuilt.lake,
  "GET /api/lake/rebuild": () => rebuilt.rebuild,
  "GET /api/job/b2": () => rebuilt.rebuildingNow,
  "GET /api/v1/queue": () => queue,
  "GET /api/filters": () => answers.filters,
  "GET /api/tickets": (url) =>
    answers.tickets(312, Number(url.searchParams.get("limit")), Number(url.searchParams.get("offset"))),
  "GET /api/tickets/SUP-4821": () => conversation.ticket,
  "GET /api/tickets/SUP-4821/signals": () => conversation.signals,
  "GET /api/tickets/SUP-4821/raw": (url) => conversation.ticketRows(Number(url.searchParams.get("offset"))),
  "GET /api/mappings": () => ({ results: uploaded.savedMappings }),
  "GET /api/jobs": () => ({ total: uploaded.jobs.length, count: uploaded.jobs.length, results: uploaded.jobs }),
  "GET /api/job/j1": () => uploaded.jobs[0],
  "GET /api/job/j2": () => uploaded.jobs[1],
  "GET /api/job/j3": () => uploaded.jobs[2],
  "GET /api/job/j4": () => uploaded.jobs[3],
  "GET /api/job/j2/mapping": () => uploaded.mapping,
  "GET /api/job/j3/mapping": () => uploaded.mapping,
  "GET /api/job/j3/errors": () => uploaded.rowErrors,
  ...planned,
  "GET /api/job/j1/errors": () => ({
    ...uploaded.rowErrors,
    total: 2,
    results: uploaded.rowErrors.results.slice(0, 2),
  }),
};

function spanOf(url: URL): number {
  const day = (name: string) => Date.parse(url.searchParams.get(name) ?? "");
  return Math.round((day("end_date") - day("start_date")) / 86_400_000) + 1;
}

/** A failure as the API words it. */
export const problem = (status: number, detail: string, more: Record<string, unknown> = {}) => ({
  problem: { type: "about:blank", title: "Problem", status, code: "test", detail, ...more },
});

function isProblem(answer: unknown): answer is { problem: { status: number } } {
  return typeof answer === "object" && answer !== null && "problem" in answer;
}

/** Answers every call of the page; one that no test expects is a 404, so that it is noticed. */
export async function answer(page: Page, changes: Answers = {}): Promise<void> {
  const table = { ...usual, ...changes };
  await page.route("**/api/**", async (route) => {
    const url = new URL(route.request().url());
    const found = table[`${route.request().method()} ${url.pathname}`];
    const body = found ? await found(url, route) : problem(404, `nothing answers ${url.pathname}`);
    if (body === undefined) return;
    if (isProblem(body))
      await route.fulfill({
        status: body.problem.status,
        contentType: "application/problem+json",
        body: JSON.stringify(body.problem),
      });
    else await route.fulfill({ json: body });
  });
}
