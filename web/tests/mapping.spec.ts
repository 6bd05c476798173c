import { expect, test } from "@playwright/test";
import type { Mapping } from "../src/api/types";
import * as uploaded from "./uploaded";
import { answer, problem, type Answers } from "./api";

interface Change {
  fields: Record<string, number[]>;
  date_order?: Mapping["date_order"];
}

/** A review that reads a change as the API does, and what was sent to it. */
function review(): { sent: Change[]; table: Answers } {
  const sent: Change[] = [];
  let mapping: Mapping = uploaded.mapping;
  const table: Answers = {
    "GET /api/job/j2/mapping": () => mapping,
    "PUT /api/job/j2/mapping": (_, route) => {
      const change = route.request().postDataJSON() as Change;
      sent.push(change);
      const fields = Object.entries(change.fields).map(([key, columns]) => [
        key,
        { ...uploaded.mapping.fields[key], columns, confidence: 1, samples: [] },
      ]);
      const order = change.date_order ?? null;
      const day = (index: number) => (order === "day_first" ? `2024-03-0${index + 4}` : `2024-0${index + 4}-03`);
      mapping = {
        ...mapping,
        fields: Object.fromEntries(fields) as Mapping["fields"],
        date_order: order,
        questions: order ? [] : mapping.questions,
        advice: order ? null : mapping.advice,
        preview: uploaded.mapping.preview.map((row, index) => ({
          ...row,
          status: change.fields["status"]?.length ? row.status : "",
          created_at: order && `${day(index)}T08:15:00Z`,
        })),
      };
      return mapping;
    },
  };
  return { sent, table };
}

test("every column shows how sure it is, a value, and how the file's text was read", async ({ page }) => {
  await answer(page, review().table);
  await page.goto("/jobs/j2");
  await expect(page.getByText("62% sure").first()).toBeVisible();
  await expect(page.getByText("04/03/24 9:15 AM", { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/columns found: an export of Jira, utf-8 text separated by commas/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Preview of the first tickets" }).getByRole("row")).toHaveCount(4);
});

test("the order of day and month is asked, and the preview follows the answer", async ({ page }) => {
  const { sent, table } = review();
  await answer(page, table);
  await page.goto("/jobs/j2");
  const preview = page.getByRole("region", { name: "Preview of the first tickets" });
  await expect(page.getByText("Both would fit: please choose.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Confirm and go on" })).toBeDisabled();
  await expect(preview).toContainText("04/03/24 9:15 AM");
  await page.getByRole("radio", { name: /day first/ }).check();
  await expect(preview).toContainText("4 Mar 2024");
  await page.getByRole("radio", { name: /month first/ }).check();
  await expect(preview).toContainText("3 Apr 2024");
  expect(sent.map((change) => change.date_order)).toEqual(["day_first", "month_first"]);
  await expect(page.getByRole("button", { name: "Confirm and go on" })).toBeEnabled();
});

test("a column that is taken away is gone from the preview without another click", async ({ page }) => {
  const { sent, table } = review();
  await answer(page, table);
  await page.goto("/jobs/j2");
  const preview = page.getByRole("region", { name: "Preview of the first tickets" });
  const state = uploaded.mapping.preview[0]?.status ?? "";
  await expect(preview).toContainText(state);
  await page.getByRole("button", { name: "Take Status away from State" }).click();
  await expect(preview).not.toContainText(state);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.fields["status"]).toEqual([]);
});

test("columns are remembered under a name, listed and forgotten", async ({ page }) => {
  const { table } = review();
  let saved = uploaded.savedMappings;
  const posted: unknown[] = [];
  await answer(page, {
    ...table,
    "GET /api/mappings": () => ({ results: saved }),
    "POST /api/mappings": (_, route) => {
      posted.push(route.request().postDataJSON());
      const next = { ...uploaded.savedMappings[0], id: "m2", name: "Hotline" } as (typeof saved)[number];
      saved = [...saved, next];
      return next;
    },
    "DELETE /api/mappings/m2": async (_, route) => {
      saved = saved.filter((one) => one.id !== "m2");
      await route.fulfill({ status: 204 });
    },
  });
  await page.goto("/jobs/j2");
  await page.getByRole("radio", { name: /day first/ }).check();
  await page.getByLabel("Remember these columns as").fill("Hotline");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("are read as “Hotline” from now on")).toBeVisible();
  expect(posted).toEqual([{ name: "Hotline", job_id: "j2" }]);
  await page.goto("/upload");
  const list = page.getByRole("region", { name: "Saved mappings" });
  await expect(list).toContainText("Hotline");
  await list.getByRole("button", { name: "Forget Hotline" }).click();
  await expect(list).not.toContainText("Hotline");
});

test("a file that was found by its columns says by which mapping it is read", async ({ page }) => {
  await answer(page, { "GET /api/job/j2/mapping": () => ({ ...uploaded.mapping, template: "Weekly support export" }) });
  await page.goto("/jobs/j2");
  await expect(page.getByText("Read by the saved mapping “Weekly support export”.")).toBeVisible();
});

test("a table of an unknown system is understood with a click on its key and one on its text", async ({ page }) => {
  const sent: Change[] = [];
  const confirmed: string[] = [];
  let mapping = uploaded.unknown;
  await answer(page, {
    "GET /api/job/j5": () => uploaded.unknownJob,
    "GET /api/job/j5/mapping": () => mapping,
    "PUT /api/job/j5/mapping": (_, route) => {
      const { fields } = route.request().postDataJSON() as Change;
      sent.push({ fields });
      const [key, text] = [fields["ticket_id"]?.[0], fields["summary"]?.[0]];
      const mapped = Object.entries(fields).map(([name, columns]) => [
        name,
        { columns, names: [], confidence: 1, samples: [] },
      ]);
      mapping = {
        ...mapping,
        fields: Object.fromEntries(mapped) as Mapping["fields"],
        missing: [...(key === undefined ? ["ticket_id"] : []), ...(text === undefined ? ["text"] : [])],
        advice: text === undefined ? "No column holds text." : null,
        preview: mapping.preview.map((row, index) => ({
          ...row,
          ticket_id: mapping.rows[index]?.[key ?? -1] ?? "",
          summary: mapping.rows[index]?.[text ?? -1] ?? "",
        })),
      };
      return mapping;
    },
    "POST /api/job/j5/confirm": (_, route) => {
      confirmed.push(route.request().postData() ?? "");
      return { ...uploaded.unknownJob, status: "queued", error: null };
    },
  });
  await page.goto("/jobs/j5");
  const rows = page.getByRole("region", { name: "The first rows of the file" });
  await expect(rows).toContainText("Das Licht flackert seit gestern");
  await expect(page.getByText(/4 columns found: a table of a system that is not known, windows-1252/)).toBeVisible();
  const confirm = page.getByRole("button", { name: "Confirm and go on" });
  await expect(confirm).toBeDisabled();
  // No date, and nothing that stands in several rows, is offered as a key.
  const question = page.getByRole("group", { name: "Which column names each ticket?" });
  await expect(question.getByRole("button")).toHaveCount(1);
  await question.getByRole("button", { name: "Nummer B-17, B-18" }).click();
  await expect(question).toHaveCount(0);
  await page
    .getByRole("group", { name: "Which column says what a ticket is about?" })
    .getByRole("button", { name: /Was geschah/ })
    .click();
  const preview = page.getByRole("region", { name: "Preview of the first tickets" });
  await expect(preview.getByRole("row", { name: /B-18 Das Licht/ })).toBeVisible();
  await confirm.click();
  await expect.poll(() => confirmed).toHaveLength(1);
  expect(sent.at(-1)?.fields).toEqual({ ticket_id: [0], summary: [3] });
});

test("text that was read in a wrong encoding is read in another one, and the rows follow", async ({ page }) => {
  const sent: unknown[] = [];
  const garbled: Mapping = {
    ...uploaded.unknown,
    questions: ["encoding"],
    rows: [["B-17", "2026-03-01", "x", "Ïðèíòåð ñëîìàí"]],
  };
  let mapping = garbled;
  await answer(page, {
    "GET /api/job/j5": () => uploaded.unknownJob,
    "GET /api/job/j5/mapping": () => mapping,
    "PUT /api/job/j5/mapping": (_, route) => {
      sent.push(route.request().postDataJSON());
      mapping = {
        ...garbled,
        questions: [],
        recognised: { ...garbled.recognised, encoding: "windows-1251" },
        rows: [["B-17", "2026-03-01", "x", "Принтер сломан"]],
      };
      return mapping;
    },
  });
  await page.goto("/jobs/j5");
  const rows = page.getByRole("region", { name: "The first rows of the file" });
  await expect(rows).toContainText("Ïðèíòåð");
  await expect(page.getByText("please check", { exact: true })).toBeVisible();
  await page.getByRole("combobox", { name: "Encoding of the text" }).click();
  await page.getByRole("option", { name: "windows-1251" }).click();
  await expect(rows).toContainText("Принтер сломан");
  await expect(page.getByText("please check", { exact: true })).toHaveCount(0);
  expect(sent).toEqual([{ encoding: "windows-1251" }]);
});

test("tickets that may be another system's are asked about, and one press answers", async ({ page }) => {
  const sent: unknown[] = [];
  let mapping: Mapping = uploaded.doubted;
  await answer(page, {
    "GET /api/job/j2/mapping": () => mapping,
    "PUT /api/job/j2/mapping": (_, route) => {
      const change = route.request().postDataJSON() as { source: string };
      sent.push(change);
      mapping = { ...mapping, questions: [], advice: null, source: change.source, source_options: [] };
      return mapping;
    },
  });
  await page.goto("/jobs/j2");
  const question = page.getByRole("group", { name: "Whose tickets are these?" });
  await expect(question).toContainText("are these the tickets of “jira”, in a newer state");
  const confirm = page.getByRole("button", { name: "Confirm and go on" });
  await expect(confirm).toBeDisabled();
  await question.getByRole("button", { name: "Of another system: “jira 2”" }).click();
  await expect(question).toHaveCount(0);
  await expect(page.getByLabel("Source of the tickets")).toHaveValue("jira 2");
  await expect(confirm).toBeEnabled();
  expect(sent).toEqual([{ source: "jira 2" }]);
});

test("another sheet than those that were read is sent for once more, in place of the upload", async ({ page }) => {
  const done: string[] = [];
  await answer(page, {
    "GET /api/job/j2/mapping": () => uploaded.sheets,
    "PUT /api/job/j2/mapping": () =>
      problem(409, "“Pivot” alone was not taken out of the file", { code: "table_not_unpacked" }),
    "DELETE /api/job/j2": async (_, route) => {
      done.push("deleted");
      await route.fulfill({ status: 204 });
    },
    "POST /api/upload": (_, route) => {
      done.push(/name="table"\s+(\w+)/.exec(route.request().postData() ?? "")?.[1] ?? "");
      return { job_id: "j3", duplicate: false };
    },
  });
  await page.goto("/jobs/j2");
  await page.getByRole("button", { name: "Tables that are read: 2 of 3" }).click();
  await expect(page.getByRole("option")).toHaveText([/2 of 3/, /January \(812 rows\)/, /February/, /Pivot/]);
  await page.getByRole("option", { name: /Pivot/ }).click();
  await page.getByLabel("The file with the table Pivot").setInputFiles({
    name: "tickets.xlsx",
    mimeType: "application/octet-stream",
    buffer: Buffer.from("PK"),
  });
  await expect(page).toHaveURL("/upload");
  await expect.poll(() => done).toEqual(["deleted", "Pivot"]);
});
