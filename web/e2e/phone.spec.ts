import { expect, test } from "@playwright/test";
import { manifest } from "./application";
import { accessible, complaints, listed, saved, signIn } from "./steps";

const UNSURE = [
  "Issue key,Summary,Opened,Comment",
  "PHONE-1,The app crashes on every start,03/04/2026 09:15,04/04/2026 10:00;mara;This is terrible.",
  "PHONE-2,Thanks for the wonderful help,05/04/2026 11:30,",
].join("\n");

test("on a phone, in the dark: from signing in to a ticket and the report", async ({ page }) => {
  test.setTimeout(240_000);
  const complained = complaints(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await accessible(page);
  await signIn(page);
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Distribution" })).toBeVisible();
  await accessible(page);

  await page.getByRole("link", { name: "Tickets", exact: true }).last().tap();
  await expect.poll(() => listed(page)).toBeGreaterThanOrEqual(manifest().file.tickets);
  await page.getByRole("button", { name: "Filters" }).tap();
  await page.getByRole("button", { name: /^Mood/ }).tap();
  await page.getByRole("option", { name: "Negative" }).tap();
  await expect(page).toHaveURL(/sentiment=negative/);
  await accessible(page);
  await page.locator("a[data-ticket]:visible").first().tap();
  await expect(page.getByRole("region", { name: "Messages" })).toBeVisible();
  await accessible(page);

  await page.getByRole("link", { name: "Reports" }).last().tap();
  const { bytes } = await saved(page, () => page.getByRole("button", { name: "Download the PDF" }).tap());
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(complained).toEqual([]);
});

test("an export that is not certain waits until its columns are confirmed", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("/upload");
  await signIn(page);
  await page.getByRole("checkbox", { name: "Let me check the columns first" }).tap();
  await page
    .getByLabel("Files to upload")
    .setInputFiles({ name: "phone.csv", mimeType: "text/csv", buffer: Buffer.from(UNSURE) });
  await expect(page.getByText(/^4 columns found: /)).toContainText("utf-8");
  await expect(page.getByRole("button", { name: "Take Issue key away from Ticket key" })).toBeVisible();
  await accessible(page);
  if (await page.getByText("Still needed").filter({ hasText: "Created" }).isVisible()) {
    await page.getByRole("combobox", { name: "Column for Created" }).fill("Opened");
    await page.getByRole("option", { name: "Opened" }).tap();
  }
  await page.getByLabel("31/12: day first").check();
  await page.getByRole("button", { name: "Confirm and go on" }).tap();
  await expect(page.getByRole("link", { name: "Open the dashboard" })).toBeVisible({ timeout: 120_000 });
  await page.goto("/tickets/PHONE-1");
  await expect(page.getByText("3 Apr 2026, 09:15")).toBeVisible();
  await expect(page.getByText("This is terrible.")).toBeVisible();
});
