import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import type { StaffEntry, User } from "../src/api/types";
import * as answers from "./answers";
import { answer, problem, type Answers } from "./api";
import { ticket } from "./conversation";
import { staff } from "./listed";

/** Whom a workspace calls its staff, and what a ticket shows of it. */

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
}

/** A staff that is really changed. */
function kept(entries: StaffEntry[]): Answers {
  let next = 100;
  const shown = (entry: StaffEntry) => ({ ...entry, takes_effect: "with the next upload or rescoring" });
  return {
    "GET /api/staff": () => ({ ...staff, total: entries.length, results: entries }),
    "POST /api/staff": (_, route) => {
      const given = route.request().postDataJSON() as Pick<StaffEntry, "kind" | "value">;
      if (given.kind === "domain" && !given.value.includes("."))
        return problem(400, `"${given.value}" is no domain of mail addresses`, {
          code: "invalid_staff",
          remedy: "write the part behind the @ of an address, such as help.example",
        });
      const added = { id: next++, ...given, changed_by: answers.user.email, changed_at: answers.iso(0) };
      entries.push(added);
      return shown(added);
    },
    "DELETE /api/staff/1": (_, route) => {
      entries.splice(0, 1);
      void route.fulfill({ status: 204 });
      return undefined;
    },
  };
}

const rows = (page: Page) => page.getByRole("list", { name: "Staff" }).getByRole("listitem");

test("somebody is added to an empty staff, and a domain that is none is refused", async ({ page }) => {
  await answer(page, kept([]));
  await page.goto("/staff");
  await expect(page.getByText("Nobody is listed yet")).toBeVisible();
  await page.getByLabel("Domain", { exact: true }).fill("help");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("Write the part behind the @ of an address");
  await accessible(page);
  await page.getByLabel("Domain", { exact: true }).fill("help.example");
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveText(/help\.example.*Mail domain/);
  await expect(page.getByText("“help.example” is staff with the next upload or rescoring.")).toBeVisible();
  await page.getByRole("button", { name: "Add a: Mail domain" }).click();
  await page.getByRole("option", { name: "Person" }).click();
  await page.getByLabel("Name or account", { exact: true }).fill("Mara");
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole("link", { name: "score everything anew" })).toHaveAttribute("href", "/scoring");
});

test("who is taken out comes back", async ({ page }) => {
  await answer(page, kept([...staff.results]));
  await page.goto("/staff");
  await page.getByRole("button", { name: "Remove help.example" }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await accessible(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(3);
});

test("who may only read is offered no change", async ({ page }) => {
  const viewer: User = answers.viewer;
  await answer(page, { "POST /api/auth/refresh": () => ({ ...answers.signedIn, user: viewer }) });
  await page.goto("/staff");
  await expect(rows(page)).toHaveCount(3);
  await expect(page.getByRole("button", { name: /^(Add|Edit|Remove)/ })).toHaveCount(0);
  await expect(page.getByText("ask an administrator to score everything anew")).toBeVisible();
});

test("a ticket tells its sides, its turns and its times", async ({ page }) => {
  await answer(page);
  await page.goto("/tickets/SUP-4821");
  const messages = page.getByRole("region", { name: "Messages" }).getByRole("listitem");
  await expect(messages.filter({ hasText: "We are very sorry" })).toContainText("Staff");
  await expect(messages.filter({ hasText: "It works again" })).toContainText("Automation");
  const details = page.getByRole("region", { name: "Details" });
  for (const text of ["Payments", "after 1 h 30 min", "after 3 d 4 h", "1 h 35 min", "once", "English"])
    await expect(details.getByText(text, { exact: true })).toBeVisible();
  await expect(details).toContainText("Customer 3, staff 2");
  await expect(details).toContainText("Negative→, after the first answer: Positive");
});

test("a ticket of a release before shows nothing of what is not known", async ({ page }) => {
  const bare = {
    ...ticket,
    team: "",
    channel: "",
    customer: "",
    satisfaction: "",
    due_at: null,
    time_spent_minutes: null,
    reopenings: null,
    language: "",
    opening_sentiment: "",
    answered_sentiment: "",
    minutes_to_first_response: null,
    minutes_to_resolution: null,
    customer_turns: null,
    staff_turns: null,
    comments: ticket.comments.map((text) => ({
      ...text,
      side: "unknown",
      language: "",
      urgency: null,
      intensity: null,
    })),
  };
  await answer(page, { "GET /api/tickets/SUP-4821": () => bare });
  await page.goto("/tickets/SUP-4821");
  const details = page.getByRole("region", { name: "Details" });
  await expect(details).toContainText("Incident");
  for (const name of ["Team", "Due", "Language", "Mood", "Turns", "First response", "Time spent", "Reopened"])
    await expect(details.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) })).toHaveCount(0);
  await expect(page.getByText(/null|undefined|NaN/)).toHaveCount(0);
  await expect(page.getByText("Automation", { exact: true })).toHaveCount(0);
});
