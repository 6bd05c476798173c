import { expect, test, type Page } from "@playwright/test";
import type { Delivery, GivenTemplate, NewTemplate, ReportTemplate } from "../src/api/types";
import { accessible } from "./accessible";
import * as answers from "./answers";
import { answer, problem } from "./api";
import { deliveries, delivery } from "./delivered";
import { nothing, templates } from "./planned";

/** The history of deliveries, templates, and what leads to them. */

const rows = (page: Page) => page.getByRole("list", { name: "Deliveries" }).locator(":scope > li");
const row = (page: Page, text: string) => rows(page).filter({ hasText: text });

test("the link of a mail opens the history with its delivery", async ({ page }) => {
  await answer(page);
  await page.goto("/reports?delivery=d3");
  await expect(page).toHaveURL(/\/reports\/history\?delivery=d3$/);
  const failed = row(page, "nobody@example.com");
  await expect(failed.getByRole("button", { expanded: true })).toBeVisible();
  await expect(failed).toContainText("naming the recipient (RCPT)");
  await expect(failed).toContainText("550 5.1.1 <nobody@example.com>: Recipient address rejected");
  await expect(failed).toContainText("Mon, 23 Nov 2026, 02:00 -05:00");
  await expect(rows(page).getByRole("button", { expanded: true })).toHaveCount(1);
});

test("a delivery that the shown part does not hold stands above it; one that is gone says so", async ({ page }) => {
  await answer(page, {
    "GET /api/report/deliveries/old": () => delivery("old", { schedule: "Long ago" }),
    "GET /api/report/deliveries/gone": () => problem(404, "there is no such delivery"),
  });
  await page.goto("/reports?delivery=old");
  await expect(page.getByRole("region", { name: "The delivery of the link" })).toContainText("Long ago");
  await accessible(page);
  await page.goto("/reports/history?delivery=gone");
  await expect(page.getByRole("alert")).toContainText("There is no such delivery.");
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page).toHaveURL(/\/reports\/history$/);
  await expect(rows(page)).toHaveCount(8);
});

test("the history is filtered by state and schedule, and opened by keyboard", async ({ page }) => {
  await answer(page);
  await page.goto("/reports");
  await page.getByRole("link", { name: "Show the unknown" }).click();
  await expect(page).toHaveURL(/status=unknown/);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "State: Not known" }).click();
  await page.getByRole("option", { name: "Tried again" }).click();
  await expect(rows(page)).toHaveText(/Late/);
  await expect(rows(page)).toHaveText(/3 attempts · next 23 Nov 2026, 08:20/);
  await rows(page).getByRole("button").first().press("Enter");
  await expect(rows(page)).toContainText("451 4.7.1 Greylisted");
  await expect(rows(page).getByRole("button", { name: "Send again" })).toHaveCount(0);
  await accessible(page);
  await page.getByRole("button", { name: "Schedule: Any schedule" }).click();
  await page.getByRole("option", { name: "Every working day" }).click();
  await expect(page.getByText("No delivery fits")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(rows(page)).toHaveCount(8);
});

test("what nobody knows is explained and settled", async ({ page }) => {
  const list = deliveries.map((one) => ({ ...one }));
  const found: unknown[] = [];
  await answer(page, {
    "GET /api/report/deliveries": (url) => {
      const status = url.searchParams.get("status");
      const results = list.filter((one) => status === null || one.status === status);
      return { total: results.length, count: results.length, offset: 0, limit: 20, results };
    },
    "POST /api/report/deliveries/d2/settle": (_, route) => {
      found.push(route.request().postDataJSON());
      const settled = list.find(({ id }) => id === "d2") as Delivery;
      Object.assign(settled, { status: "failed", reason: "settled" });
      return settled;
    },
  });
  await page.goto("/reports/history?delivery=d2");
  const unknown = row(page, "grace@customer.example");
  await expect(unknown).toContainText("The connection was lost after the mail had left");
  await expect(unknown).toContainText("could make it arrive twice");
  await accessible(page);
  await unknown.getByRole("button", { name: "It did not" }).click();
  await expect(unknown).toContainText("Somebody found out and said so here.");
  expect(found).toEqual([{ arrived: false }]);
  await expect(page.getByText("nobody knows whether")).toHaveCount(0);
});

test("a report is downloaded as it was sent, and sent again", async ({ page }) => {
  let refuses = true;
  await answer(page, {
    "GET /api/report/deliveries/d1/pdf": (_, route) => {
      void route.fulfill({
        body: "%PDF-1.7",
        headers: { "content-type": "application/pdf", "content-disposition": 'attachment; filename="of-monday.pdf"' },
      });
      return undefined;
    },
    "POST /api/report/deliveries/d1/resend": () => {
      if (!refuses) return { deliveries: ["d9"] };
      refuses = false;
      return problem(409, "the delivery is on its way", { remedy: "wait for how it ends" });
    },
  });
  await page.goto("/reports/history?delivery=d1");
  const sent = rows(page).first();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    sent.getByRole("button", { name: "PDF" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("of-monday.pdf");
  await sent.getByRole("button", { name: "Send again" }).click();
  await expect(sent.getByRole("alert")).toContainText("Wait for how it ends.");
  await sent.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText("It is sent to ada@example.org once more.")).toBeVisible();
  await page.goto("/reports/history?delivery=d6");
  await expect(row(page, "Question whether").getByText("no report")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send again" })).toHaveCount(0);
});

test("what was left out is sent all the same or says why not, and what waits is tried at once", async ({ page }) => {
  let waits = true;
  await answer(page, {
    "POST /api/report/deliveries/d5/resend": () =>
      problem(409, "the recipient has unsubscribed", {
        code: "unsubscribed",
        remedy: "only the recipient takes that back, by the link of a mail",
      }),
    "POST /api/report/deliveries/d4/retry": () => {
      waits = false;
      return delivery("d4", { status: "due" });
    },
    "GET /api/report/deliveries": () => {
      const results = deliveries.map((one) => (one.id === "d4" && !waits ? delivery("d4") : one));
      return { total: 8, count: 8, offset: 0, limit: 20, results };
    },
  });
  await page.goto("/reports/history?delivery=d5");
  const skipped = row(page, "board@example.com");
  await skipped.getByRole("button", { name: "Send it all the same" }).click();
  await expect(skipped.getByRole("alert")).toContainText("The recipient has unsubscribed.");
  await expect(skipped.getByRole("alert")).toContainText("Only the recipient takes that back");
  await accessible(page);
  await page.goto("/reports/history?delivery=d4");
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(page.getByText("It is tried to send it to ada@example.org now.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Try now" })).toHaveCount(0);
});

test("failed and unknown deliveries are marked beside the way to the reports", async ({ page }) => {
  await answer(page);
  await page.goto("/tickets");
  await expect(page.getByRole("img", { name: "2 deliveries need attention" })).toBeVisible();
  await answer(page, nothing);
  await page.goto("/tickets");
  await expect(page.getByRole("heading", { name: "Tickets" })).toBeVisible();
  await expect(page.getByRole("img", { name: /attention/ })).toHaveCount(0);
});

test("a viewer makes reports, and is offered nothing that plans them", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await answer(page, { "POST /api/auth/refresh": () => ({ ...answers.signedIn, user: answers.viewer }) });
  await page.goto("/report");
  await expect(page).toHaveURL(/\/reports$/);
  await expect(page.getByRole("button", { name: "Download the PDF" })).toBeEnabled();
  await expect(page.getByRole("navigation", { name: "Reports" })).toHaveCount(0);
  await page.goto("/reports/history?delivery=d1");
  await expect(page.getByText("Analysts and administrators plan reports")).toBeVisible();
  expect(asked.filter((path) => path.startsWith("/api/report/"))).toEqual([]);
});

test("a template is made, changed, deleted and brought back", async ({ page }) => {
  const [first, second] = templates as [ReportTemplate, ReportTemplate];
  const all = [first, second];
  const linked: unknown[] = [];
  await answer(page, {
    "GET /api/report/templates": () => ({ total: all.length, count: all.length, offset: 0, limit: 100, results: all }),
    "PUT /api/report/templates/t1": (_, route) => {
      const given = route.request().postDataJSON() as GivenTemplate;
      if (given.name === "Everything, letter")
        return problem(409, "there is a template of this name already", { field: "name", remedy: "take another name" });
      return (all[0] = { ...first, ...given });
    },
    "DELETE /api/report/templates/t1": () => {
      all.splice(0, 1);
      return { schedules: ["s2"] };
    },
    "POST /api/report/templates": (_, route) => {
      const given = route.request().postDataJSON() as NewTemplate;
      linked.push(given.schedules);
      const made = { ...second, ...given, schedules: given.schedules?.length ?? 0, id: "t9" };
      all.push(made);
      return made;
    },
  });
  await page.goto("/reports/schedules");
  const list = page.getByRole("list", { name: "Templates" }).getByRole("listitem");
  await page.getByRole("button", { name: "Edit the template Vorstand" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit the template" });
  await expect(dialog.getByText("The next report of 1 schedule is set by it.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Everything, letter");
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription(/Take another name/);
  await accessible(page);
  await dialog.getByLabel("Name").fill("Board");
  await dialog.getByRole("button", { name: "Leave Products out" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(list.first()).toContainText("Board");
  await expect(list.first()).toContainText("3 sections");
  await page.getByRole("button", { name: "Delete the template Board" }).click();
  await expect(page.getByText("1 schedule of it keeps its layout")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(list).toHaveCount(2);
  // The schedule has it again.
  expect(linked).toEqual([["s2"]]);
  await expect(list.filter({ hasText: "Board" })).toContainText("used by 1 schedule");
});
