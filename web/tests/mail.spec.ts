import { expect, test } from "@playwright/test";
import { accessible } from "./accessible";
import { answer, problem, type Answers } from "./api";
import { subscription } from "./planned";

/** The pages that the links of mails lead to: for everybody, and nothing happens by opening them. */

const signedOut: Answers = { "POST /api/auth/refresh": () => problem(401, "no session") };

test("reports are ended by a link and a button, and that is taken back", async ({ page }) => {
  const sent: string[] = [];
  const answers: Answers = {
    ...signedOut,
    "POST /api/report/unsubscribe": (url) => {
      sent.push(`POST ${url.search}`);
      return { ...subscription, subscribed: false };
    },
    "DELETE /api/report/unsubscribe": (url) => {
      sent.push(`DELETE ${url.search}`);
      return subscription;
    },
  };
  await answer(page, answers);
  await page.goto("/mail?unsubscribe=a.b-c_d");
  await expect(page.getByText("The reports of “Monday for the team” go to grace@customer.example.")).toBeVisible();
  expect(sent).toEqual([]);
  await page.getByRole("button", { name: "Unsubscribe" }).press("Enter");
  await expect(page.getByRole("heading", { name: "You are unsubscribed" })).toBeVisible();
  await expect(page.getByText("No reports of “Monday for the team” go to")).toBeFocused();
  await accessible(page);
  await page.getByRole("button", { name: "That was a mistake" }).click();
  await expect(page.getByText("The reports of “Monday for the team” go to")).toBeFocused();
  await page.getByRole("checkbox", { name: /^All reports of this workspace/ }).check();
  await page.getByRole("button", { name: "Unsubscribe" }).click();
  await expect(page.getByText("No report of this workspace goes to")).toBeVisible();
  const token = "token=a.b-c_d";
  expect(sent).toEqual([`POST ?${token}&everything=false`, `DELETE ?${token}`, `POST ?${token}&everything=true`]);
});

test("an address that bounced is not brought back by its link", async ({ page }) => {
  const off = { ...subscription, subscribed: false };
  await answer(page, {
    ...signedOut,
    "GET /api/report/unsubscribe": () => off,
    "DELETE /api/report/unsubscribe": () => off,
  });
  await page.goto("/mail?unsubscribe=t");
  await page.getByRole("button", { name: "That was a mistake" }).click();
  await expect(page.getByRole("alert")).toContainText("Mail to this address stays off");
  await accessible(page);
});

test("an address is confirmed with a button, not by the link alone", async ({ page }) => {
  let confirmed = 0;
  await answer(page, {
    ...signedOut,
    "POST /api/report/confirm": () => {
      confirmed += 1;
      return subscription;
    },
  });
  await page.goto("/mail?confirm=t");
  await expect(page.getByText("If you do not want them, close this page")).toBeVisible();
  const who = page.getByRole("definition");
  await expect(who).toHaveText([
    "Monday for the team",
    "ada@example.org, of the workspace “Acme Support”",
    "grace@customer.example",
    "Undertone <reports@example.org>",
  ]);
  await accessible(page);
  expect(confirmed).toBe(0);
  await page.getByRole("button", { name: "Yes, send me the reports" }).click();
  await expect(page.getByRole("heading", { name: "Confirmed" })).toBeVisible();
  await expect(page.getByText("gets the reports of “Monday for the team” from now on")).toBeFocused();
  await accessible(page);
});

test("a broken link says so, and a server that is away is asked again", async ({ page }) => {
  const broken = problem(400, "this link is not one that was sent", { remedy: "copy the whole link from the mail" });
  let away = true;
  await answer(page, {
    ...signedOut,
    "GET /api/report/unsubscribe": (url) => {
      if (url.searchParams.get("token") === "broken") return broken;
      return away ? problem(400, "not yet") : subscription;
    },
    "GET /api/report/confirm": () => broken,
  });
  await page.goto("/mail?unsubscribe=broken");
  await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("Copy the whole link from the mail.");
  await page.goto("/mail?confirm=broken");
  await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Yes" })).toHaveCount(0);
  await accessible(page);
  await page.goto("/mail?unsubscribe=whole");
  await expect(page.getByRole("alert")).toBeVisible();
  away = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Unsubscribe" })).toBeVisible();
  await page.goto("/mail");
  await expect(page.getByRole("heading", { name: "This link is broken" })).toBeVisible();
});
