import { expect, test } from "@playwright/test";
import type { Mapping } from "../src/api/types";
import * as uploaded from "./uploaded";
import { answer, type Answers } from "./api";

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
  await expect(page.getByText(/columns found, text read as/)).toContainText("utf-8");
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
