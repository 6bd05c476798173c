import { expect, test, type Page } from "@playwright/test";
import type { GivenSchedule, Schedule } from "../src/api/types";
import { accessible } from "./accessible";
import { answer, problem } from "./api";
import { kept } from "./kept";
import { runs, schedule } from "./planned";

/** A schedule as it is written: its rule, its layout, its recipients, and what is wrong with them. */

const rows = (page: Page) => page.getByRole("list", { name: "Schedules" }).locator(":scope > li");

test("a schedule is written with the keyboard, sees its runs and its page, and is kept", async ({ page }) => {
  const sent: GivenSchedule[] = [];
  const thought: unknown[] = [];
  await answer(page, {
    ...kept([], sent),
    "POST /api/report/runs": (_, route) => {
      thought.push(route.request().postDataJSON());
      return runs;
    },
  });
  await page.goto("/reports/schedules");
  await page.getByRole("link", { name: "Make the first one" }).click();
  await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveValue("Europe/Zurich");
  const next = page.getByRole("region", { name: "Next five runs" });
  await expect(next.getByRole("listitem")).toHaveCount(5);
  await expect(next).toContainText("Mon 7 Dec 2026, 08:00 CET (+01:00)");
  await expect(next).toContainText("its time does not exist that day");
  const picture = page.getByRole("img", { name: "The first page of the report" });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  await page.getByRole("button", { name: "Create the schedule" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(page.getByText("Give the schedule a name.")).toBeVisible();
  expect(sent).toEqual([]);
  await accessible(page);
  await page.keyboard.type("Every other day");
  await page.getByRole("button", { name: "Wednesday" }).press("Space");
  await page.getByLabel("Time", { exact: true }).fill("06:30");
  await page.getByRole("combobox", { name: "Time zone" }).fill("new york");
  await page.keyboard.press("Enter");
  await page.getByLabel("Product", { exact: true }).fill("Billing");
  await page.getByLabel("Customer", { exact: true }).fill("Acme, AG");
  const recipients = page.getByLabel("Recipients", { exact: true }).last();
  await recipients.fill("nobody");
  await recipients.press("Enter");
  // What is typed and not ended goes along.
  await recipients.fill("grace@customer.example");
  await page.getByRole("button", { name: "Create the schedule" }).click();
  await expect(page.getByText('"nobody" is no email address')).toBeVisible();
  expect(sent.at(-1)).toMatchObject({
    recipients: ["ada@example.org", "nobody", "grace@customer.example"],
    paused_until: null,
  });
  await expect(recipients).toBeFocused();
  await accessible(page);
  await page.getByRole("button", { name: "Remove nobody" }).click();
  await page.getByRole("radio", { name: /^Send each/ }).check();
  await page.getByLabel("Paused until").fill("2026-12-24T18:00");
  await page.getByRole("button", { name: "Create the schedule" }).click();
  await expect(rows(page)).toHaveCount(1);
  expect(sent.at(-1)).toEqual({
    name: "Every other day",
    timezone: "America/New_York",
    repeat: { kind: "weekly", days: ["monday", "wednesday"], time: "06:30" },
    period: "last_week",
    filters: { product: ["Billing"], customer: ["Acme, AG"] },
    template_id: null,
    layout: { language: "en", paper: "a4", sections: [] },
    recipients: ["ada@example.org", "grace@customer.example"],
    catch_up: "all",
    enabled: true,
    paused_until: "2026-12-24T23:00:00.000Z",
  });
  expect(thought.at(-1)).toEqual({
    timezone: "America/New_York",
    repeat: { kind: "weekly", days: ["monday", "wednesday"], time: "06:30" },
    period: "last_week",
  });
  await expect(rows(page)).toContainText("Every Monday and Wednesday at 06:30, America/New_York");
});

test("a rule that cannot be says so at its field, and is mended there", async ({ page }) => {
  await answer(page, {
    "POST /api/report/runs": (_, route) => {
      const { repeat } = route.request().postDataJSON() as Pick<Schedule, "repeat">;
      if (repeat.kind === "cron" && repeat.expression !== "0 8 * * 1")
        return problem(400, `\`${repeat.expression}\` would never fire: no day of any year is like that`, {
          code: "never_fires",
          field: "repeat.expression",
          remedy: "choose a day that the months chosen have",
        });
      return runs;
    },
  });
  await page.goto("/reports/schedules/new");
  await page.getByRole("button", { name: "Repeat: Every week" }).click();
  await page.getByRole("option", { name: "By a cron expression" }).click();
  const expression = page.getByRole("textbox", { name: "Cron expression" });
  await expression.fill("0 8 30 2 *");
  await expect(expression).toHaveAccessibleDescription(/would never fire.*Choose a day that the months chosen have/);
  await expect(page.getByText("None can be told")).toBeVisible();
  await accessible(page);
  await expression.fill("0 8 * * 1");
  await expect(page.getByRole("region", { name: "Next five runs" }).getByRole("listitem")).toHaveCount(5);
  await expect(expression).not.toHaveAttribute("aria-invalid", "true");
  await page.getByRole("button", { name: "Repeat: By a cron" }).click();
  await page.getByRole("option", { name: "Every month" }).click();
  await page.getByRole("button", { name: "Day of the month" }).click();
  await page.getByRole("option", { name: "On a weekday" }).click();
  await page.getByRole("button", { name: "Which of the month: First" }).click();
  await page.getByRole("option", { name: "Second" }).click();
  await expect(page.getByRole("button", { name: "Weekday: Monday" })).toBeVisible();
});

test("sections are taken out, moved and put in by keyboard, and kept as a template", async ({ page }) => {
  const made: unknown[] = [];
  const asked: { layout: Schedule["layout"] }[] = [];
  await answer(page, {
    "POST /api/report/preview": (_, route) => {
      asked.push(route.request().postDataJSON() as (typeof asked)[number]);
      return problem(502, "the typesetter did not deliver");
    },
    "POST /api/report/templates": (_, route) => {
      made.push(route.request().postDataJSON());
      return made.length === 1
        ? problem(409, "there is a template of this name already", { field: "name", remedy: "take another name" })
        : { id: "t3", ...(made.at(-1) as object), schedules: 0, updated_at: "2026-11-30T08:00:00Z" };
    },
  });
  await page.goto("/reports/schedules/new");
  const sections = page.getByRole("list", { name: "Sections" }).getByRole("listitem");
  await expect(sections).toHaveCount(13);
  await page.getByRole("button", { name: "Move At a glance up" }).press("Enter");
  await expect(sections.first()).toContainText("At a glance");
  await expect(page.getByRole("button", { name: "Move At a glance down" })).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "At a glance is number 1 of 13." })).toBeAttached();
  await page.getByRole("button", { name: "Leave Teams out" }).press("Enter");
  await expect(sections).toHaveCount(12);
  await expect(page.getByRole("button", { name: "Move Kinds of issues down" })).toBeFocused();
  await page.getByRole("button", { name: "Add Teams" }).click();
  await expect(sections.last()).toContainText("Teams");
  await page.getByRole("button", { name: "Language: English" }).click();
  await page.getByRole("option", { name: "Deutsch" }).click();
  await expect.poll(() => asked.at(-1)?.layout.language).toBe("de");
  expect(asked.at(-1)?.layout.sections.slice(0, 2)).toEqual(["kpis", "summary"]);
  await expect(page.getByRole("region", { name: "First page" }).getByRole("alert")).toContainText("did not deliver");
  await accessible(page);

  await page.getByRole("button", { name: "Save as template" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as template" });
  await dialog.getByLabel("Name").fill("Vorstand");
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription(/already.*Take another name/);
  await dialog.getByLabel("Name").fill("Team");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Layout: Template/ })).toBeVisible();
});

test("a schedule that was changed meanwhile is loaded again", async ({ page }) => {
  let loaded = 0;
  await answer(page, {
    "GET /api/report/schedules/s1": () =>
      schedule("s1", { name: `Version ${++loaded}`, updated_at: `2026-11-2${loaded}T08:00:00Z` }),
    "PUT /api/report/schedules/s1": () =>
      problem(409, "the schedule was changed or became due in between", {
        code: "changed_meanwhile",
        remedy: "load it again",
      }),
  });
  await page.goto("/reports/schedules/s1");
  const name = page.getByLabel("Name", { exact: true });
  const before = await name.inputValue();
  await expect(page.getByRole("list", { name: "Recipients" })).toContainText("Was asked by mail");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Load it again" }).click();
  await expect(name).not.toHaveValue(before);
});

test("Enter on a list opens it and sends nothing", async ({ page }) => {
  const sent: GivenSchedule[] = [];
  await answer(page, { ...kept([], sent), "POST /api/report/runs": () => runs });
  await page.goto("/reports/schedules/new");
  await page.getByLabel("Name", { exact: true }).fill("By keyboard");
  await page.getByRole("button", { name: /^Repeat: / }).press("Enter");
  await page.getByRole("option", { name: "Every day" }).press("Enter");
  await expect(page.getByRole("button", { name: "Repeat: Every day" })).toBeVisible();
  expect(sent).toEqual([]);
});
