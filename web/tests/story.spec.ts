import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { accessible } from "./accessible";
import { filters, tickets } from "./answers";
import { answer, problem } from "./api";
import * as uploaded from "./uploaded";

/** The story of an import: its numbers lead to their lists; a file is taken in again; comments that were. */

const upload = uploaded.job("u1");

test("each number of an import leads to its list", async ({ page }) => {
  const asked: string[] = [];
  await answer(page, {
    "GET /api/job/u1": () => upload,
    "GET /api/job/u1/errors": (url) => {
      asked.push(url.searchParams.get("kind") ?? "all");
      return uploaded.rowErrors;
    },
    "GET /api/job/u1/rows": (url) => {
      asked.push(`rows ${url.searchParams.get("kind") ?? ""}`);
      const results = [
        { first: 3, last: 3 },
        { first: 1012, last: 1013 },
      ];
      return { rows: 3, total: 2, offset: 0, limit: 50, results };
    },
    "GET /api/tickets": (url) => {
      asked.push(`tickets ${url.searchParams.get("job") ?? ""} ${url.searchParams.get("outcome") ?? ""}`);
      return tickets(27, 50, 0);
    },
    "GET /api/tickets.csv": (url) => {
      asked.push(`csv ${url.searchParams.get("job") ?? ""} ${url.searchParams.get("outcome") ?? ""}`);
      return "ticket_id\r\n";
    },
  });
  await page.goto("/jobs/u1");
  const sum = page.getByRole("region", { name: "What became of the rows" });
  await sum.getByRole("link", { name: "empty" }).click();
  const rows = page.getByRole("region", { name: "Rows", exact: true });
  await expect(rows).toContainText("3 empty rows");
  await expect(rows.getByRole("listitem")).toHaveText(["Row 3", "Rows 1,012 – 1,013"]);
  await sum.getByRole("link", { name: "refused" }).click();
  await expect(page.getByRole("region", { name: "Row errors" })).toContainText("rows that were refused");
  await expect(rows).toHaveCount(0);
  await sum.getByRole("link", { name: "joined" }).click();
  await expect(rows).toContainText("went into the ticket of another row");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await sum.getByRole("link", { name: "unchanged" }).click();
  await expect(page.getByRole("heading", { name: "Tickets" })).toBeVisible();
  const chip = page.getByRole("button", { name: "Unchanged in jira-support-2026-11.csv: take this filter away" });
  await expect(chip).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "CSV", exact: true }).click();
  await expect.poll(() => asked).toContain("csv u1 unchanged");
  await chip.press("Enter");
  await expect(chip).toHaveCount(0);
  await expect(page).toHaveURL(/\/tickets$/);
  expect(asked).toContain("tickets u1 unchanged");
  expect(asked).toContain("rows joined");
  expect(asked.at(-1)).toBe("tickets  ");
});

test("columns that were not taken are listed with what they hold, and folded where there are many", async ({
  page,
}) => {
  const names = Array.from({ length: 14 }, (_, place) => `Custom ${place + 1}`);
  const header = ["Issue key", "Summary", "Resolution notes", ...names].map((name, index) => ({ index, name }));
  const { ticket_id, summary } = uploaded.mapping.fields;
  if (!ticket_id || !summary) throw new Error("the usual mapping takes both");
  let few = false;
  await answer(page, {
    "GET /api/job/u1": () => ({ ...upload, row_errors: 0 }),
    "GET /api/job/u1/mapping": () => ({
      ...uploaded.mapping,
      header: few ? header.slice(0, 2) : header,
      rows: [["SUP-1", "Login", "The customer was called back and is content", "a"]],
      fields: { ticket_id, summary },
    }),
  });
  await page.goto("/jobs/u1");
  const open = page.getByRole("button", { name: "Which columns were taken" });
  await open.click();
  const left = page.getByRole("region", { name: "Not taken" });
  await expect(left.getByRole("term")).toHaveCount(12);
  await expect(left.getByRole("term").first()).toHaveText("Resolution notes");
  await expect(left.getByRole("definition").first()).toHaveText("The customer was called back and is content");
  await expect(left.getByRole("definition").nth(2)).toHaveText("empty in the first rows");
  await accessible(page);
  await left.getByRole("button", { name: "Show all 15 that were not taken" }).click();
  await expect(left.getByRole("term")).toHaveCount(15);
  few = true;
  await page.reload();
  await open.click();
  await expect(page.getByText("Every column of the file was taken.")).toBeVisible();
  await expect(left).toHaveCount(0);
});

test("a number without a list is none", async ({ page }) => {
  const rows = upload.rows && { ...upload.rows, lists: [] };
  await answer(page, {
    "GET /api/job/u1": () => ({ ...upload, rows }),
    "GET /api/job/u1/errors": () => uploaded.rowErrors,
  });
  await page.goto("/jobs/u1");
  const sum = page.getByRole("region", { name: "What became of the rows" });
  await expect(sum).toContainText("27 unchanged");
  await expect(sum.getByRole("link", { name: "unchanged" })).toHaveCount(0);
  await expect(sum.getByRole("link", { name: "empty" })).toHaveCount(0);
  await expect(sum.getByRole("link", { name: "refused" })).toBeVisible();
});

test("a file that was taken in before is taken in again as newer, or it is said why not", async ({ page }) => {
  let gone = true;
  const next = uploaded.job("u2", { status: "queued", phase: "inspect", rows: null });
  await answer(page, {
    "POST /api/upload": () => ({
      job_id: "u1",
      status_url: "/api/job/u1",
      message: "this content was uploaded before; this is its job",
      status: "completed",
      duplicate: true,
      file_info: {},
      mapping: uploaded.mapping,
    }),
    "GET /api/job/u1": () => ({ ...upload, row_errors: 0 }),
    "GET /api/job/u2": () => next,
    "POST /api/job/u1/again": () =>
      gone ? problem(409, "the stored original of job u1 is gone", { remedy: "upload the same file again" }) : next,
  });
  await page.goto("/upload");
  const file = { name: "same.csv", mimeType: "text/csv", buffer: Buffer.from("Issue key,Summary\nA-1,x\n") };
  await page.locator('input[type="file"]').first().setInputFiles(file);
  await expect(page.getByText("This very file was taken in on")).toBeVisible();
  await page.getByRole("button", { name: "Take it in again as newer" }).click();
  const dialog = page.getByRole("dialog", { name: "Take this file in again as newer?" });
  await expect(dialog).toContainText("Nothing is counted twice");
  expect((await new AxeBuilder({ page }).include('[role="dialog"]').analyze()).violations).toEqual([]);
  await dialog.getByRole("button", { name: "Take it in again" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Upload the same file again");
  gone = false;
  await dialog.getByRole("button", { name: "Take it in again" }).click();
  await expect(page).toHaveURL(/\/jobs\/u2$/);
});

test("what comments said before is folded away, and unfolds", async ({ page }) => {
  await answer(page);
  await page.goto("/tickets/SUP-4821");
  const open = page.getByRole("button", { name: "Edited / removed comments (2)" });
  await expect(page.getByText("This is an outrage")).toHaveCount(0);
  await open.focus();
  await page.keyboard.press("Enter");
  const section = page.getByRole("region", { name: "Edited and removed comments" });
  await expect(section).toContainText("Any news? This is an outrage.");
  await expect(section).toContainText("They count in no figure and no mood.");
  await expect(section.getByRole("link", { name: "jira-export.csv" }).first()).toHaveAttribute("href", "/jobs/0195c");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("an import leads to the dashboard of its source and of the days of its tickets", async ({ page }) => {
  const days: Record<string, string> = { created_at: "2019-02-03T23:30:00Z", "-created_at": "2021-06-01T10:00:00Z" };
  let known = true;
  await answer(page, {
    "GET /api/job/u1": () => ({ ...upload, row_errors: 0 }),
    "GET /api/filters": () => ({ ...filters, sources: ["jira", "desk"] }),
    "GET /api/tickets": (url) => {
      if (url.searchParams.get("job") === null) return tickets(312, 1);
      if (!known) return problem(409, "an earlier release did not note which");
      const created_at = days[url.searchParams.get("sort") ?? ""];
      return { ...tickets(10, 1), results: tickets(10, 1).results.map((ticket) => ({ ...ticket, created_at })) };
    },
  });
  await page.goto("/jobs/u1");
  const link = page.getByRole("link", { name: "Open the dashboard" });
  await expect(link).toHaveAttribute("href", "/?start_date=2019-02-04&end_date=2021-06-01&source=jira");
  await link.click();
  await expect(page.getByRole("button", { name: "Only jira: take this filter away" })).toBeVisible();
  await expect(page.getByRole("button", { name: "4 Feb 2019 – 1 Jun 2021" })).toBeVisible();
  known = false;
  await page.goto("/jobs/u1");
  await expect(link).toHaveAttribute("href", "/?source=jira");
});
