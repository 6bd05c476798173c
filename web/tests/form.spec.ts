import { expect, test, type Page } from "@playwright/test";
import type { GivenSchedule, ReportTemplate } from "../src/api/types";
import { accessible } from "./accessible";
import { answer } from "./api";
import { kept } from "./kept";
import { templates } from "./planned";

/** What the form of a schedule does by itself: it follows, offers, warns, and reads what is pasted. */

const choose = async (page: Page, list: RegExp, option: string) => {
  await page.getByRole("button", { name: list }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
};
const period = (page: Page) => page.getByRole("button", { name: /^Period: / });

test("the period goes with how often a schedule is due until one is chosen", async ({ page }) => {
  await answer(page);
  await page.goto("/reports/schedules/new");
  await expect(period(page)).toHaveText(/The week before/);
  await choose(page, /^Repeat: /, "Every day");
  await expect(period(page)).toHaveText(/The day before/);
  await choose(page, /^Repeat: /, "Every month");
  await expect(period(page)).toHaveText(/The month before/);
  await choose(page, /^Period: /, "The 7 days before");
  await choose(page, /^Repeat: /, "Every day");
  await expect(period(page)).toHaveText(/The 7 days before/);
  await page.goto("/reports/schedules/s1");
  await choose(page, /^Repeat: /, "Every day");
  await expect(period(page)).toHaveText(/The week before/);
});

test("what is missing is said plainly, and an expression that is due too often with its mails", async ({ page }) => {
  const sent: GivenSchedule[] = [];
  await answer(page, kept([], sent));
  await page.goto("/reports/schedules/new");
  await page.getByLabel("Time", { exact: true }).fill("");
  await expect(page.getByText("Choose the time of day.")).toBeVisible();
  await choose(page, /^Repeat: /, "By a cron expression");
  const expression = page.getByRole("textbox", { name: "Cron expression" });
  await expression.fill("");
  await expect(expression).toHaveAccessibleDescription(/Write an expression, such as/);
  await page.getByRole("button", { name: "Create the schedule" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Name", { exact: true })).toHaveAccessibleDescription("Give the schedule a name.");
  expect(sent).toEqual([]);
  const often = page.getByRole("note").filter({ hasText: "times an hour" });
  await expect(often).toHaveCount(0);
  await expression.fill("*/15 8-17 * * MON-FRI");
  await expect(often).toContainText("This is due 4 times an hour: 40 mails a day to each recipient.");
  await page.getByLabel("Recipients", { exact: true }).last().fill("grace@customer.example ");
  await expect(often).toContainText("80 in all");
  await accessible(page);
  await expression.fill("0 8-17 * * MON-FRI");
  await expect(often).toHaveCount(0);
});

test("filters offer what tickets have, and say when none has it", async ({ page }) => {
  await answer(page);
  await page.goto("/reports/schedules/new");
  for (const [field, value] of [
    ["Team", "Payments"],
    ["Customer", "Acme, AG"],
    ["Project", "SUP"],
  ] as const) {
    const input = page.getByLabel(field, { exact: true });
    const list = (await input.getAttribute("list")) ?? "";
    await expect(page.locator(`[id="${list}"] option[value="${value}"]`)).toBeAttached();
    // What is offered is taken without Enter.
    await input.fill(value);
    await expect(page.getByRole("list", { name: field })).toHaveText(value);
  }
  const product = page.getByLabel("Product", { exact: true }).last();
  await product.fill("Biling");
  await product.press("Enter");
  await product.fill("billing");
  await product.press("Enter");
  const chips = page.getByRole("list", { name: "Product" }).getByRole("listitem");
  await expect(chips.nth(0)).toContainText("no ticket has it");
  await expect(chips.nth(1)).toContainText("no ticket has it; “Billing” they have");
  await accessible(page);
});

test("a pasted list of names and addresses makes a chip of each address", async ({ page, context, isMobile }) => {
  test.skip(isMobile, "the clipboard of a phone is not to be had");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await answer(page);
  await page.goto("/reports/schedules/new");
  const input = page.getByLabel("Recipients", { exact: true }).last();
  const chips = page.getByRole("list", { name: "Recipients" }).getByRole("listitem");
  const text = 'Grace Hopper <grace@customer.example>; "Lovelace, Ada" <ada@customer.example>, board@example.com';
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await input.focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(chips).toHaveText([/ada@example/, /^grace@customer/, /^ada@customer/, /^board@example/]);
  await page.keyboard.type("Tim <tim@example.org> ");
  await expect(chips).toHaveCount(5);
  await expect(chips.last()).toHaveText(/^tim@example\.org/);
  await expect(input).toHaveValue("");
});

test("by how many schedules a template is used is told anew once one is saved", async ({ page }) => {
  let used = 0;
  await answer(page, {
    ...kept([]),
    "GET /api/report/templates": () => {
      const results: ReportTemplate[] = templates.slice(0, 1).map((one) => ({ ...one, schedules: used }));
      return { total: 1, count: 1, offset: 0, limit: 100, results };
    },
  });
  await page.goto("/reports/schedules");
  await expect(page.getByRole("list", { name: "Templates" })).toContainText("used by none");
  await page.getByRole("link", { name: "Make the first one" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Board");
  await choose(page, /^Layout: /, "Template “Vorstand”");
  used = 1;
  await page.getByRole("button", { name: "Create the schedule" }).click();
  await expect(page.getByRole("list", { name: "Templates" })).toContainText("used by 1 schedule");
});
