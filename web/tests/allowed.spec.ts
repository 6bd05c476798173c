import { expect, test, type Page } from "@playwright/test";
import type { User } from "../src/api/types";
import * as answers from "./answers";
import { answer, problem, type Answers } from "./api";

/** What people are offered: by their permissions and the server's limits, of which nothing stands in the pages. */

const signedInAs = (page: Page, user: User, changes: Answers = {}) =>
  answer(page, { "POST /api/auth/refresh": () => ({ ...answers.signedIn, user }), ...changes });

/** What the menu of every user holds. */
const OWN = ["Account", "System theme", "Light theme", "Dark theme", "Sign out"];

/** Where one can go: at the side; on a phone at the foot and in the menu. */
async function places(page: Page): Promise<string[]> {
  const main = await page.getByRole("navigation", { name: "Main" }).getByRole("link").allTextContents();
  await page.getByRole("button", { name: "Account:" }).click();
  const menu = await page.getByRole("menuitem").allTextContents();
  await page.keyboard.press("Escape");
  return [...main, ...menu.filter((name) => !OWN.includes(name))].sort();
}

test("a viewer is not offered what only others may do", async ({ page }) => {
  await signedInAs(page, answers.viewer);
  await page.goto("/jobs");
  await expect(page.getByRole("heading", { name: "Jobs" })).toBeVisible();
  expect(await places(page)).toEqual(["Dashboard", "Jobs", "Names", "Queue", "Reports", "Staff", "Tickets"]);
  await expect(page.getByRole("button", { name: "Retry" })).toHaveCount(0);
  await page.goto("/upload");
  await expect(page.getByText("Viewers cannot upload")).toBeVisible();
});

test("an analyst is offered uploads and corrections, but no other's matters", async ({ page }) => {
  await signedInAs(page, answers.analyst);
  await page.goto("/jobs");
  await expect(page.getByRole("button", { name: "Retry" }).first()).toBeVisible();
  const all = ["Corrections", "Dashboard", "Jobs", "Names", "Queue", "Reports", "Staff", "Tickets", "Upload"];
  expect(await places(page)).toEqual(all);
  await page.goto("/users");
  await expect(page.getByText("Only administrators manage users")).toBeVisible();
});

test("the permission decides, whatever the role is called", async ({ page }) => {
  const keeper: User = { ...answers.viewer, permissions: [...answers.viewer.permissions, "queue:manage"] };
  await signedInAs(page, keeper);
  await page.goto("/queue");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
});

test("limits are those the server tells", async ({ page }) => {
  const limits = {
    ...answers.limits,
    upload_bytes: 2_000_000,
    upload_extensions: ["csv"],
    password: { min: 20, max: 64 },
    report_days: 5,
  };
  await answer(page, { "GET /api/limits": () => limits });
  await page.goto("/upload");
  await expect(page.getByText("up to 2.0 MB")).toBeVisible();
  await expect(page.getByLabel("Files to upload")).toHaveAttribute("accept", ".csv");
  await page.goto("/account");
  await expect(page.getByText("At least 20 characters.")).toBeVisible();
  await page.goto("/reports?start_date=2026-11-01&end_date=2026-11-06&timezone=UTC");
  await expect(page.getByText("A report covers at most 5 days")).toBeVisible();
});

test("pages stand while the limits are not known", async ({ page }) => {
  await answer(page, { "GET /api/limits": () => problem(503, "busy") });
  await page.goto("/account");
  await page.getByLabel("New password", { exact: true }).fill("short");
  await expect(page.getByText("At least")).toHaveCount(0);
});
