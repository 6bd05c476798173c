import { expect, test, type Page } from "@playwright/test";
import type { Webhook } from "../src/api/types";
import { accessible } from "./accessible";
import * as answers from "./answers";
import { answer, problem } from "./api";
import { webhooks } from "./told";

/** Which other programs are told of deliveries. */

const rows = (page: Page) => page.getByRole("list", { name: "Webhooks" }).getByRole("listitem");

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

test("a webhook is made, its secret shown once, and it is deleted after a question", async ({ page }) => {
  const [taken, , , fresh] = webhooks as [Webhook, Webhook, Webhook, Webhook];
  const all = [taken];
  const sent: unknown[] = [];
  await answer(page, {
    "GET /api/report/webhooks": () => ({ total: all.length, count: all.length, offset: 0, limit: 100, results: all }),
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
      all.splice(1, 1);
      void route.fulfill({ status: 204 });
      return undefined;
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
  await secret.getByRole("button", { name: "I have saved it" }).click();
  await expect(secret).toHaveCount(0);
  const remove = page.getByRole("button", { name: "Delete the webhook https://example.org/hook" });
  await remove.click();
  const dialog = page.getByRole("dialog", { name: "Delete the webhook?" });
  await expect(dialog).toContainText("This cannot be taken back");
  await accessible(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(rows(page)).toHaveCount(2);
  await remove.click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByText("The webhook is deleted.")).toBeVisible();
});

test("who may not have others told finds no way there", async ({ page }) => {
  await answer(page, { "POST /api/auth/refresh": () => ({ ...answers.signedIn, user: answers.analyst }) });
  await page.goto("/reports/schedules");
  const ways = page.getByRole("navigation", { name: "Reports" }).getByRole("link");
  await expect(ways).toHaveText(["Create", "Schedules", "History"]);
  await page.goto("/reports/webhooks");
  await expect(page.getByText("Administrators manage webhooks")).toBeVisible();
});
