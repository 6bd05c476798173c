import { expect, test } from "@playwright/test";
import * as answers from "./answers";
import * as uploaded from "./uploaded";
import { answer, problem } from "./api";
import * as rebuilt from "./rebuilt";

/** What the pages say while something behind them is not as it should be. */

const unreadable = problem(503, "a file of the lake is damaged", { code: "lake_damaged" });

test("filters whose values cannot be read stay, disabled, and say why", async ({ page, isMobile }) => {
  let damaged = true;
  await answer(page, { "GET /api/filters": () => (damaged ? unreadable : answers.filters) });
  await page.goto("/tickets?priority=High");
  if (isMobile) await page.getByRole("button", { name: "Filters (1)" }).click();
  const hint = page.getByText("cannot be offered now");
  await expect(hint).toContainText("A file of the lake is damaged.");
  for (const name of ["State", "Product", "Assignee"])
    await expect(page.getByRole("combobox", { name, exact: true })).toBeDisabled();
  await expect(page.getByRole("combobox", { name: "Priority", exact: true })).toBeEnabled();
  damaged = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(hint).toHaveCount(0);
  await expect(page.getByRole("combobox", { name: "State", exact: true })).toBeEnabled();
});

test("a job that cannot be followed says so and goes on by itself", async ({ page }) => {
  let away = true;
  const over = uploaded.job("j1");
  await answer(page, {
    "GET /api/job/j1/events": async (_, route) => {
      if (away) await route.abort();
      else
        await route.fulfill({
          contentType: "text/event-stream",
          body: `event: job\ndata: ${JSON.stringify(over)}\n\n`,
        });
    },
  });
  await page.goto("/jobs/j1");
  await expect(page.getByText("No connection. Trying again…")).toBeVisible();
  await expect(page.getByRole("progressbar")).toBeVisible();
  away = false;
  await expect(page.getByRole("link", { name: "Open the dashboard" })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("No connection. Trying again…")).toHaveCount(0);
});

test("a job that is not known yet is asked for until the server is back", async ({ page }) => {
  let away = true;
  await answer(page, {
    "GET /api/job/j3": async (_, route) =>
      away ? route.abort().then(() => undefined) : Promise.resolve(uploaded.job("j3")),
  });
  await page.goto("/jobs/j3");
  await expect(page.getByText("No connection. Trying again…")).toBeVisible();
  // Past the quick attempts of every question.
  await page.waitForTimeout(4000);
  await expect(page.getByText("No connection. Trying again…")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  away = false;
  await expect(page.getByRole("link", { name: "Open the dashboard" })).toBeVisible({ timeout: 10_000 });
});

test("a rebuild asks for the state of the services all the time, and names no share before a row is counted", async ({
  page,
}) => {
  let asked = 0;
  await answer(page, {
    "GET /api/lake/rebuild": () => ({ running: rebuilt.rebuildingUncounted, last: null }),
    "GET /api/job/b3": () => rebuilt.rebuildingUncounted,
    "GET /api/system/services": () => {
      asked += 1;
      return rebuilt.services;
    },
  });
  await page.goto("/stores");
  const rebuilding = page.getByRole("region", { name: "Rebuilding" });
  await expect(rebuilding).toContainText("Writing files");
  await expect(rebuilding).not.toContainText("%");
  await expect(rebuilding).not.toContainText("of 25,960");
  await expect(rebuilding.getByRole("progressbar")).not.toHaveAttribute("aria-valuenow");
  await expect.poll(() => asked, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
});

test("the reason of a row problem is read without sideways scrolling", async ({ page, isMobile }) => {
  test.skip(!isMobile, "a wide screen has a table");
  await answer(page);
  await page.goto("/jobs/j3");
  const problems = page.getByRole("region", { name: "The first row problems" });
  await expect(problems).toBeVisible();
  expect(await problems.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
  const reason = await problems.getByText("This is not a date that exists.").first().boundingBox();
  const remedy = await problems.getByText("Correct the cell, then upload the file again.").first().boundingBox();
  for (const box of [reason, remedy]) expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
});

test("an upload whose token is refused is sent again, whole, with a new one", async ({ page }) => {
  let issued = 0;
  const sent: [string | undefined, boolean][] = [];
  await answer(page, {
    "POST /api/auth/refresh": () => ({ ...answers.signedIn, access_token: `t${(issued += 1)}` }),
    "POST /api/upload": (_, route) => {
      const token = route.request().headers()["authorization"];
      sent.push([token, (route.request().postData() ?? "").includes("Login fails")]);
      return token === "Bearer t1" ? problem(401, "the token has ended") : { job_id: "j3", duplicate: false };
    },
  });
  await page.goto("/upload");
  await page.getByLabel("Files to upload").setInputFiles({
    name: "export.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("Summary,Created\r\nLogin fails,2026-03-01 10:00\r\n"),
  });
  await expect(page.getByRole("link", { name: "Details" })).toBeVisible();
  expect(sent).toEqual([
    ["Bearer t1", true],
    ["Bearer t2", true],
  ]);
});
