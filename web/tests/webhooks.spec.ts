import { expect, test, type Page } from "@playwright/test";
import type { Webhook, WebhookTest } from "../src/api/types";
import { accessible } from "./accessible";
import * as answers from "./answers";
import { answer, problem } from "./api";
import { webhooks } from "./told";

/** Which other programs are told of deliveries. */

const listed = (results: Webhook[]) => ({
  total: results.length,
  count: results.length,
  offset: 0,
  limit: 100,
  results,
});
const rows = (page: Page) => page.getByRole("list", { name: "Webhooks", exact: true }).getByRole("listitem");

test("how the latest call of each webhook ended is said", async ({ page }) => {
  await answer(page);
  await page.goto("/reports/schedules");
  await page.getByRole("navigation", { name: "Reports" }).getByRole("link", { name: "Webhooks" }).click();
  await expect(rows(page)).toHaveCount(4);
  await expect(rows(page).nth(0)).toContainText("Taken");
  await expect(rows(page).nth(1)).toContainText("Answered 503");
  await expect(rows(page).nth(1)).toContainText("tried again for a day");
  await expect(rows(page).nth(2)).toContainText("given up");
  await expect(rows(page).nth(3)).toContainText("Not called yet");
  await accessible(page);
});

test("a webhook is made, its secret shown once, and it is deleted and brought back", async ({ page }) => {
  const [taken, , , fresh] = webhooks as [Webhook, Webhook, Webhook, Webhook];
  const all = [taken];
  const gone: Webhook[] = [];
  const sent: unknown[] = [];
  await answer(page, {
    "GET /api/report/webhooks": (url) => listed(url.searchParams.get("deleted") === "true" ? gone : all),
    "POST /api/report/webhooks": (_, route) => {
      const { url } = route.request().postDataJSON() as { url: string };
      sent.push(url);
      if (url.includes("@"))
        return problem(400, "the URL holds a name or a password", {
          field: "url",
          remedy: "write https://host/path, without a password in it",
        });
      const made: Webhook = { ...fresh, id: "w9", url };
      all.push(made);
      return { ...made, secret: "whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0" };
    },
    "DELETE /api/report/webhooks/w9": (_, route) => {
      gone.push(...all.splice(1, 1).map((one) => ({ ...one, deleted_at: new Date().toISOString() })));
      void route.fulfill({ status: 204 });
      return undefined;
    },
    "POST /api/report/webhooks/w9/restore": () => {
      all.push(...gone.splice(0).map((one) => ({ ...one, deleted_at: null })));
      return all[1];
    },
  });
  await page.goto("/reports/webhooks");
  const address = page.getByLabel("Address");
  await page.getByRole("button", { name: "Create" }).click();
  await expect(address).toHaveAccessibleDescription(/Write the address that is to be called/);
  await address.fill("example.org/hook");
  await expect(address).toHaveAccessibleDescription(/begins with https/);
  expect(sent).toEqual([]);
  await address.fill("https://me:secret@example.org/hook");
  await page.keyboard.press("Enter");
  await expect(address).toHaveAccessibleDescription(/without a password in it/);
  await address.fill(" https://example.org/hook ");
  await page.getByRole("button", { name: "Create" }).click();
  const secret = page.getByRole("region", { name: "The secret" });
  await expect(secret.getByLabel("Secret")).toHaveValue("whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0");
  await expect(secret.getByLabel("Secret")).toBeFocused();
  expect(sent.at(-1)).toBe("https://example.org/hook");
  await expect(rows(page)).toHaveCount(2);
  await accessible(page);
  const remove = page.getByRole("button", { name: "Delete the webhook https://example.org/hook" });
  await remove.click();
  await expect(rows(page)).toHaveCount(1);
  await expect(secret).toHaveCount(0);
  const undo = page.getByRole("button", { name: "Undo" });
  await expect(undo).toBeFocused();
  const former = page.getByRole("list", { name: "Deleted webhooks" }).getByRole("listitem");
  await expect(former).toHaveCount(1);
  await accessible(page);
  await undo.click();
  await expect(rows(page)).toHaveCount(2);
  await expect(undo).toHaveCount(0);
  await expect(former).toHaveCount(0);
  await secret.getByRole("button", { name: "I have saved it" }).click();
  await expect(secret).toHaveCount(0);
  await remove.click();
  await page.getByRole("button", { name: "Bring the webhook https://example.org/hook back" }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByText("The webhook is back: it is told what happens from now on.")).toBeVisible();
  await expect(undo).toHaveCount(0);
});

test("what keeps a deleted webhook from coming back is said", async ({ page }) => {
  await answer(page, {
    "POST /api/report/webhooks/w8/restore": () =>
      problem(409, "another webhook to the same URL was made since", { remedy: "delete that one first" }),
  });
  await page.goto("/reports/webhooks");
  const former = page.getByRole("list", { name: "Deleted webhooks" }).getByRole("listitem");
  await former.getByRole("button", { name: /^Bring the webhook .* back$/ }).click();
  await expect(page.getByText(/Another webhook to the same URL was made since.*elete that one first/)).toBeVisible();
  await expect(former).toHaveCount(1);
});

test("a webhook is paused and goes on again", async ({ page }) => {
  const [taken] = webhooks as [Webhook];
  let now = taken;
  const sent: unknown[] = [];
  await answer(page, {
    "GET /api/report/webhooks": (url) => listed(url.searchParams.get("deleted") === "true" ? [] : [now]),
    "PATCH /api/report/webhooks/w1": (_, route) => {
      const changed = route.request().postDataJSON() as { enabled: boolean };
      sent.push(changed);
      return (now = { ...now, ...changed });
    },
  });
  await page.goto("/reports/webhooks");
  const on = page.getByRole("switch", { name: `The webhook ${taken.url} is on` });
  await expect(on).toBeChecked();
  await on.click();
  await expect(page.getByText("The webhook is paused: what it was not told yet waits.")).toBeVisible();
  await expect(on).not.toBeChecked();
  await expect(rows(page)).toContainText("Paused");
  await accessible(page);
  await on.click();
  await expect(page.getByText("The webhook goes on.")).toBeVisible();
  await expect(on).toBeChecked();
  await expect(rows(page)).toContainText("Taken");
  expect(sent).toEqual([{ enabled: false }, { enabled: true }]);
});

test("a test says what was answered, in how long, and with which words", async ({ page }) => {
  const test = { id: "t1", status: "due", asked_at: new Date().toISOString(), answer: null };
  const ends: WebhookTest[] = [
    test,
    { ...test, status: "sent", answer: { status: 202, milliseconds: 1234, text: "taken, thank you" } },
    { ...test, status: "failed", answer: { status: null, milliseconds: 7, text: "no answer within 10 s" } },
  ];
  await answer(page, {
    "POST /api/report/webhooks/w1/test": () => ({ ...test, id: `t${ends.length}` }),
    "GET /api/report/webhooks/w1/test": () => (ends.length > 1 ? ends.shift() : ends[0]),
  });
  await page.goto("/reports/webhooks");
  const send = page.getByRole("button", { name: /^Send a test to https:\/\/hooks/ });
  await send.click();
  const told = page.getByRole("status", { name: "Test" });
  await expect(told).toContainText("The call is made within seconds.");
  await expect(told).toContainText("The address took the test: answered 202 in 1,234 ms.");
  await expect(told).toContainText("taken, thank you");
  await accessible(page);
  await told.getByRole("button", { name: "Dismiss" }).click();
  await expect(told).toHaveCount(0);
  await send.click();
  await expect(told).toContainText("The test failed after 7 ms. No answer within 10 s.");
});

test("who may not have others told finds no way there", async ({ page }) => {
  await answer(page, { "POST /api/auth/refresh": () => ({ ...answers.signedIn, user: answers.analyst }) });
  await page.goto("/reports/schedules");
  const ways = page.getByRole("navigation", { name: "Reports" }).getByRole("link");
  await expect(ways).toHaveText(["Create", "Schedules", "History"]);
  await page.goto("/reports/webhooks");
  await expect(page.getByText("Administrators manage webhooks")).toBeVisible();
});
