import { expect, test, type Page } from "@playwright/test";
import type { GivenSchedule } from "../src/api/types";
import { accessible } from "./accessible";
import { answer } from "./api";
import { kept } from "./kept";
import { delivery } from "./delivered";
import { deleted, mail, schedules, suppressions, unset } from "./planned";

/** Schedules of reports as they are listed: tried, sent, switched, deleted and brought back. */

const rows = (page: Page) => page.getByRole("list", { name: "Schedules" }).locator(":scope > li");

test("a schedule is switched off and on, deleted and brought back", async ({ page }) => {
  const sent: GivenSchedule[] = [];
  await answer(page, kept([...schedules], sent));
  await page.goto("/reports/schedules");
  await expect(rows(page)).toHaveCount(4);
  await expect(rows(page).first()).toContainText("Mon, 4 Jan 2027, 08:00 +01:00");
  await expect(rows(page).nth(3)).toContainText("paused until Mon, 1 Mar 2027, 08:00 +01:00");
  const on = page.getByRole("switch", { name: "“Monday for the team” is on" });
  await on.press("Space");
  await expect(on).not.toBeChecked();
  await expect(page.getByText("“Monday for the team” is switched off")).toBeVisible();
  expect(sent.at(-1)).toMatchObject({ enabled: false, repeat: { kind: "weekly" } });
  expect(sent.at(-1)?.recipients).toHaveLength(3);
  expect(sent.at(-1)?.paused_until).toBeNull();
  await page.getByRole("button", { name: "Delete Monday for the team" }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await accessible(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(4);
});

test("a schedule that was deleted long ago is listed and brought back", async ({ page }) => {
  const gone = [...deleted];
  await answer(page, {
    "GET /api/report/schedules": (url) => {
      const results = url.searchParams.get("deleted") === "true" ? gone : schedules;
      return { total: results.length, count: results.length, offset: 0, limit: 20, results };
    },
    "POST /api/report/schedules/s9/restore": () => gone.pop(),
  });
  await page.goto("/reports/history");
  await page.getByRole("button", { name: "Schedule: Any schedule" }).click();
  await page.getByRole("option", { name: "The old Monday report (deleted)" }).click();
  await expect(page).toHaveURL(/schedule=s9/);
  await page.goto("/reports/schedules");
  await page.getByRole("button", { name: "Schedules: In use" }).click();
  await page.getByRole("option", { name: "Deleted" }).click();
  await expect(page).toHaveURL(/show=deleted/);
  const list = page.getByRole("list", { name: "Deleted schedules" }).getByRole("listitem");
  await expect(list).toHaveCount(2);
  await expect(list.last()).toContainText("Every Monday at 08:00, Europe/Berlin");
  await accessible(page);
  await page.getByRole("button", { name: "Bring The old Monday report back" }).click();
  await expect(list).toHaveCount(1);
  await expect(page.getByText("“The old Monday report” is back")).toBeVisible();
});

test("before a report goes to everybody it is said to how many", async ({ page }) => {
  const to: unknown[] = [];
  await answer(page, {
    "POST /api/report/schedules/s1/send": (_, route) => {
      to.push(route.request().postDataJSON());
      return { deliveries: ["d1", "d2", "d3"] };
    },
  });
  await page.goto("/reports/schedules");
  await page.getByRole("button", { name: "Send Monday for the team now" }).click();
  const dialog = page.getByRole("dialog", { name: "Send “Monday for the team” now?" });
  await expect(dialog).toContainText("2 recipients: ada@example.org and grace@customer.example");
  await expect(dialog.getByRole("listitem")).toHaveText(/leadership.*gets none: was asked by mail/);
  await accessible(page);
  await page.keyboard.press("Escape");
  expect(to).toEqual([]);
  await page.getByRole("button", { name: "Send Monday for the team now" }).click();
  await dialog.getByRole("button", { name: "Send to 2 recipients" }).click();
  await expect(page.getByText("2 reports are under way.")).toBeVisible();
  expect(to).toEqual([{ to: "recipients" }]);
  await page.getByRole("button", { name: /^Send Month end/ }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Send", exact: true })).toBeDisabled();
});

test("a test says step by step how it goes on, and with the server's words what failed", async ({ page }) => {
  const states = ["due", "rendering", "sending", "sent"];
  let outcome: () => unknown = () => delivery("x", { kind: "test", status: states.shift() ?? "sent" });
  await answer(page, {
    "POST /api/report/schedules/s1/send": () => ({ deliveries: ["x"] }),
    "POST /api/report/schedules/s3/send": () => ({ deliveries: ["y"] }),
    "GET /api/report/deliveries/x": () => outcome(),
    "GET /api/report/deliveries/y": () => outcome(),
  });
  await page.goto("/reports/schedules");
  await page.getByRole("button", { name: "Send me a test of Monday for the team" }).click();
  const told = page.getByRole("status", { name: "Test" });
  await expect(told).toContainText("The pages are being set.");
  await expect(told).toContainText("The test is sent to ada@example.org");
  await told.getByRole("button", { name: "Dismiss" }).click();
  await expect(told).toHaveCount(0);
  outcome = () =>
    delivery("y", {
      kind: "test",
      status: "failed",
      reason: "refused",
      failed_step: "authentication",
      server_code: 535,
      server_words: "5.7.8 Error: authentication failed",
    });
  await page.getByRole("button", { name: "Send me a test of Every working day" }).click();
  await expect(told).toContainText("The test failed when signing in to the server.");
  await expect(told).toContainText("535 5.7.8 Error: authentication failed");
  await expect(told.getByRole("link")).toHaveAttribute("href", "/reports/history?delivery=y");
  await accessible(page);
});

test("what the operator has not set is said where it matters", async ({ page }) => {
  await answer(page, { "GET /api/report/mail": () => unset });
  await page.goto("/reports/schedules");
  await expect(page.getByRole("note").filter({ hasText: "smtp_host" })).toContainText("not mailed");
  await answer(page, { "GET /api/report/mail": () => ({ ...mail, public_url: null }) });
  await page.goto("/reports/schedules/new");
  await expect(page.getByRole("note").filter({ hasText: "public_url" })).toContainText("Mails have no links");
});

test("an address that bounced is let in again; one that unsubscribed is not", async ({ page }) => {
  const left = [...suppressions];
  await answer(page, {
    "GET /api/report/suppressions": () => ({ total: left.length, offset: 0, limit: 100, results: left }),
    "DELETE /api/report/suppressions/1": (_, route) => {
      left.splice(0, 1);
      void route.fulfill({ status: 204 });
      return undefined;
    },
  });
  await page.goto("/reports/schedules");
  const list = page.getByRole("list", { name: "Addresses that get no mail" }).getByRole("listitem");
  await expect(list.filter({ hasText: "board@example.com" }).getByRole("button")).toHaveCount(0);
  await expect(list.first()).toContainText("550 5.1.1 User unknown");
  await accessible(page);
  await page.getByRole("button", { name: "Let nobody@example.com in again" }).click();
  await expect(list).toHaveCount(1);
  await expect(page.getByText("nobody@example.com gets reports again.")).toBeVisible();
});
