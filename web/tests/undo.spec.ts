import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { answer, problem } from "./api";
import * as uploaded from "./uploaded";

/** The undo of an upload: asked for, refused, followed, done. */

const upload = uploaded.job("u1", { row_errors: 0 });
const undo = uploaded.job("u2", {
  kind: "undo",
  title: "Undo of an upload",
  file_name: "",
  status: "running",
  phase: "score",
  undoes: "u1",
});

test("an upload is undone by keyboard, followed, and shown as undone in the list too", async ({ page }) => {
  let state = upload;
  let asked = 0;
  let isDone = false;
  const done = { ...undo, status: "completed" as const, phase: "done" };
  await answer(page, {
    "GET /api/job/u1": () => state,
    "GET /api/job/u2": () => (isDone ? done : undo),
    "GET /api/job/u2/events": async (_, route) => {
      if (!isDone) return route.abort();
      const body = `event: job\ndata: ${JSON.stringify(done)}\n\n`;
      await route.fulfill({ contentType: "text/event-stream", body });
    },
    "POST /api/job/u1/undo": () => {
      asked += 1;
      state = { ...upload, undo_job_id: "u2" };
      return undo;
    },
    "GET /api/jobs": () => ({ total: 1, count: 1, results: [state] }),
  });
  await page.goto("/jobs/u1");
  const open = page.getByRole("button", { name: "Undo jira-support-2026-11.csv" });
  await open.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Undo this upload?" });
  await expect(dialog).toContainText("9,640 new tickets go, 320 changed ones return to what they were");
  expect((await new AxeBuilder({ page }).include('[role="dialog"]').analyze()).violations).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  expect(asked).toBe(0);
  await open.press("Enter");
  await dialog.getByRole("button", { name: "Undo the upload" }).press("Enter");
  await expect(page.getByText("Being undone: Read and score")).toBeVisible();
  expect(asked).toBe(1);

  isDone = true;
  state = { ...upload, undo_job_id: "u2", undone_at: "2026-11-21T10:00:00Z", snapshot_id: null };
  await expect(page.getByText("nothing of it counts any more")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("Undone", { exact: true })).toBeVisible();
  await expect(open).toHaveCount(0);
  await page.goto("/jobs");
  await expect(page.getByRole("listitem").getByText("Undone", { exact: true })).toBeVisible();
});

test("a refused undo says why, and so does one that failed", async ({ page }) => {
  const reason = 'later uploads hold tickets that upload u1 brought or changed: "next.csv" (job u9)';
  const remedy = "undo these first, in this order";
  let state = upload;
  await answer(page, {
    "GET /api/jobs": () => ({ total: 1, count: 1, results: [state] }),
    "GET /api/job/u1": () => state,
    "GET /api/job/u2": () => ({
      ...undo,
      status: "failed",
      error: { code: "later_uploads", detail: reason, remedy },
    }),
    "POST /api/job/u1/undo": () => problem(409, reason, { code: "later_uploads", remedy }),
  });
  await page.goto("/jobs");
  await page.getByRole("button", { name: "Undo jira-support-2026-11.csv" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Undo the upload" }).click();
  await expect(dialog.getByRole("alert")).toContainText(
    'Later uploads hold tickets that upload u1 brought or changed: "next.csv"',
  );
  await expect(dialog.getByRole("alert")).toContainText("Undo these first, in this order.");
  await dialog.getByRole("button", { name: "Keep it" }).click();
  state = { ...upload, undo_job_id: "u2" };
  await page.goto("/jobs/u1");
  await expect(page.getByRole("alert")).toContainText("It was not undone. Later uploads hold tickets");
  await expect(page.getByRole("button", { name: "Undo jira-support-2026-11.csv" })).toBeVisible();
});
