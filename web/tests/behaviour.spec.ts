import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import * as answers from "./answers";
import * as uploaded from "./uploaded";
import { answer, problem } from "./api";
import { queue } from "./queued";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

test("a bar of the chart leads to the tickets of its day and mood", async ({ page, isMobile }) => {
  test.skip(isMobile, "the numbers are the same; a finger finds them in the table");
  await answer(page);
  await page.goto("/");
  const chart = page.getByRole("img", { name: /^Mood by day/ });
  await expect(chart.locator("canvas")).toBeVisible();
  await page.waitForTimeout(400);
  const box = await chart.boundingBox();
  if (!box) throw new Error("the chart has no place");
  // The lowest segment of the last of 30 bars: 40 and 12 pixels beside the grid, 24 below it.
  const [left, width] = [box.x + 4 + 40, box.width - 8 - 40 - 12];
  await page.mouse.click(left + (width * 29.5) / 30, box.y + box.height - 8 - 24 - 3);
  await expect(page).toHaveURL(/\/tickets\?/);
  const { searchParams } = new URL(page.url());
  expect(searchParams.get("sentiment")).toBe("negative");
  expect(searchParams.get("start_date")).toBe(searchParams.get("end_date"));
  expect(searchParams.get("timezone")).toBe("Europe/Zurich");
});

test("what failed says why and can be tried again", async ({ page }) => {
  let broken = true;
  await answer(page, {
    "GET /api/jobs": () =>
      broken
        ? problem(409, "the lake is being rebuilt", { remedy: "try again in a minute" })
        : { total: 0, count: 0, results: [] },
  });
  await page.goto("/jobs");
  await expect(page.getByRole("alert")).toContainText("The lake is being rebuilt.");
  await expect(page.getByRole("alert")).toContainText("Try again in a minute.");
  broken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Nothing has been uploaded yet")).toBeVisible();
});

test("a search for a frequent word says that there are more tickets than pages lead through", async ({ page }) => {
  await answer(page, {
    "GET /api/tickets": (url) => answers.tickets(1000, 50, Number(url.searchParams.get("offset")), false),
  });
  await page.goto("/tickets?q=payment&offset=950");
  await expect(page.getByRole("status").filter({ hasText: "More than 1,000 tickets" })).toBeVisible();
  const pages = page.getByRole("navigation", { name: "Pages" });
  await expect(pages).toContainText("951–1,000 of more than 1,000");
  await expect(pages.getByRole("button", { name: "Next" })).toBeDisabled();
});

test("a search that did not look at all tickets says so, and the spreadsheet does", async ({ page }) => {
  let total = 0;
  await answer(page, {
    "GET /api/tickets": () => answers.tickets(total, 50, 0, false),
    "GET /api/tickets.csv": (_, route) =>
      route.fulfill({
        contentType: "text/csv",
        headers: { "content-disposition": "attachment; filename=tickets.csv" },
        body: "ticket_id\r\nSUP-1\r\n",
      }),
  });
  await page.goto("/tickets?q=payment");
  await expect(page.getByText("Not all tickets were looked at", { exact: true })).toBeVisible();
  await expect(page.getByText("No ticket fits")).toHaveCount(0);
  const loaded = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  expect((await loaded).suggestedFilename()).toBe("tickets.csv");
  total = 40;
  await page.goto("/tickets?q=refund");
  await expect(
    page.getByRole("status").filter({ hasText: "At least 40 tickets, not all were looked at" }),
  ).toBeVisible();
});

test("a session that ends leads to the sign-in and back to the same address", async ({ page }) => {
  let alive = true;
  const guarded = (body: unknown) => () => (alive ? body : problem(401, "the session has ended"));
  await answer(page, {
    "GET /api/filters": guarded(answers.filters),
    "GET /api/tickets": guarded(answers.tickets()),
    "POST /api/auth/refresh": guarded(answers.signedIn),
  });
  await page.goto("/tickets?priority=High");
  await expect(page.getByRole("status").filter({ hasText: "312 tickets" })).toBeVisible();
  alive = false;
  await page.getByRole("searchbox").fill("payment");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  alive = true;
  await page.getByLabel("Email").fill("ada@example.org");
  await page.getByLabel("Password").fill("correct horse battery staple");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/tickets\?priority=High&q=payment$/);
});

test("a chosen theme outlives the page", async ({ page }) => {
  await answer(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/account");
  await page.getByRole("radio", { name: "Dark" }).click();
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await paper();
  await page.reload();
  expect(await paper()).toBe(dark);
  await page.getByRole("radio", { name: "As the system" }).click();
  expect(await paper()).not.toBe(dark);
});

test("every column of each export can be looked through, also where none was kept", async ({ page }) => {
  await answer(page);
  await page.goto("/tickets/SUP-4821");
  await page.getByRole("button", { name: "All columns of the export" }).click();
  const columns = page.getByRole("region", { name: "All columns of the export" });
  await expect(columns.getByText("Row 4,821 of jira-support-2026-11.csv")).toBeVisible();
  await expect(columns.getByRole("status")).toHaveText("66 filled cells");
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    "sideways scrolling",
  ).toBeLessThanOrEqual(0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    expect(
      violations.map(({ id }) => id),
      colorScheme,
    ).toEqual([]);
  }
  await columns.getByRole("searchbox", { name: "Filter columns" }).fill("zürich");
  await expect(columns.getByRole("status")).toHaveText("1 of 66 filled cells");
  await expect(columns.getByRole("definition")).toHaveText(["Zürich West"]);
  await columns.getByRole("button", { name: "Next" }).click();
  await expect(columns.getByText("Row 4,102 of jira-support-2026-10.csv")).toBeVisible();
  await answer(page, { "GET /api/tickets/SUP-4821/raw": () => problem(404, "the columns were not kept") });
  await page.reload();
  await page.getByRole("button", { name: "All columns of the export" }).click();
  await expect(columns.getByText("The columns were not kept.")).toBeVisible();
});

test("an administrator pauses the queue, lets a job go first and cancels another", async ({ page }) => {
  const sent: string[] = [];
  let paused = false;
  const note = (what: string) => (url: URL) => {
    sent.push(`${what} ${url.pathname}`);
  };
  await answer(page, {
    "GET /api/v1/queue": () => ({ ...queue, paused: { queue: false, workspace: paused } }),
    "POST /api/v1/queue/config/pause": () => {
      paused = !paused;
      return { queue: false, workspace: paused };
    },
    "POST /api/v1/queue/q3/execute": (url) => {
      note("first")(url);
      return queue.results[2];
    },
    "DELETE /api/v1/queue/q4": (url) => {
      note("cancel")(url);
      return uploaded.job("q4", { status: "failed" });
    },
  });
  await page.goto("/queue");
  const rows = page.getByRole("listitem");
  await expect(page.getByText("after zendesk-week-1.csv")).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("The queue of this workspace is paused.")).toBeVisible();
  await rows.filter({ hasText: "Rescoring ·" }).getByRole("button", { name: "Go first" }).click();
  await rows.filter({ hasText: "legacy-helpdesk" }).getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Cancel the job" }).click();
  await expect.poll(() => sent).toEqual(["first /api/v1/queue/q3/execute", "cancel /api/v1/queue/q4"]);
  await expect(rows.filter({ hasText: "Running" }).getByRole("button", { name: "Go first" })).toHaveCount(0);
});

test("tickets without a date are told beside the period, and listed", async ({ page }) => {
  const asked: string[] = [];
  await answer(page, {
    "GET /api/support/analytics": () => ({ ...answers.analytics(), undated: { texts: 5, tickets: 3 } }),
    "GET /api/tickets": (url) => {
      asked.push(url.search);
      const list = answers.tickets(3);
      return { ...list, results: list.results.map((ticket) => ({ ...ticket, created_at: null })) };
    },
  });
  await page.goto("/");
  await page.getByRole("link", { name: "3 tickets have no creation date" }).click();
  await expect(page).toHaveURL(/\/tickets\?dated=/);
  await expect(page.getByRole("status").filter({ hasText: "3 tickets without a creation date" })).toBeVisible();
  await expect(page.getByText("unknown").filter({ visible: true })).toHaveCount(3);
  expect(asked.at(-1)).toContain("dated=false");
});
