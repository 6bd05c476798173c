import { expect, test, type Page } from "@playwright/test";
import { admin, application } from "./application";
import { header, linkOf, Mailbox } from "./mailbox";
import { accessible, complaints, signIn } from "./steps";

/** A report that plans itself: made in the browser, mailed, confirmed and ended by the links of its mails. */
test.describe.configure({ mode: "serial" });
test.skip(application.smtpPort === 0, "the application sends its mail elsewhere");

const NAME = "Weekly for the team";
const OTHER = "grace@customer.example";
const WAIT = { timeout: 60_000 };

let page: Page;
let mailbox: Mailbox;
let complained: string[];

test.beforeAll(async ({ browser }) => {
  mailbox = await Mailbox.open();
  page = await (await browser.newContext()).newPage();
  complained = complaints(page);
  await page.goto("/reports/schedules");
  await signIn(page);
});
test.afterAll(async () => {
  await page.context().close();
  await mailbox.close();
});

const row = () => page.getByRole("list", { name: "Schedules" }).locator(":scope > li").filter({ hasText: NAME });

test("a schedule is made and shows its runs and its first page before it is kept", async () => {
  await page.getByRole("link", { name: "New schedule" }).click();
  await page.getByLabel("Name", { exact: true }).fill(NAME);
  const picture = page.getByRole("img", { name: "The first page of the report" });
  await expect(picture).toBeVisible(WAIT);
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  const runs = page.getByRole("region", { name: "Next five runs" });
  await expect(runs.getByRole("listitem")).toHaveCount(5);
  await page.getByRole("button", { name: "Repeat: Every week" }).click();
  await page.getByRole("option", { name: "By a cron expression" }).click();
  const expression = page.getByRole("textbox", { name: "Cron expression" });
  await expression.fill("0 8 30 2 *");
  await expect(expression).toHaveAccessibleDescription(/would never fire/);
  await expression.fill("0 8 * * MON");
  await expect(runs.getByRole("listitem")).toHaveCount(5);
  await accessible(page);
  await page.getByRole("textbox", { name: "Recipients" }).fill(`${OTHER},`);
  await page.getByRole("button", { name: "Create the schedule" }).click();
  await expect(row()).toContainText("By the expression 0 8 * * MON, Europe/Berlin");
  await expect(row()).toContainText(`${OTHER}Was asked by mail`);
  await accessible(page);
});

test("an address that is no user’s is asked by mail, and confirms", async ({ browser }) => {
  const asked = await mailbox.next(OTHER, /^Do you want the reports/);
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(linkOf(asked, "/mail?confirm="));
  await accessible(guest);
  await guest.getByRole("button", { name: "Yes, send me the reports" }).click();
  await expect(guest.getByText(`gets the reports of “${NAME}” from now on`)).toBeVisible();
  await guest.context().close();
  await page.reload();
  await expect(row()).toContainText(`${OTHER}Confirmed`);
});

test("a test is sent within seconds, and its mail ends the reports and takes that back", async ({ browser }) => {
  await page.getByRole("button", { name: `Send me a test of ${NAME}` }).click();
  await expect(page.getByRole("status", { name: "Test" })).toContainText(`The test is sent to ${admin.email}`, WAIT);
  const mail = await mailbox.next(admin.email, new RegExp(`^\\[Test\\] ${NAME}: `));
  expect(header(mail, "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  expect(header(mail, "list-unsubscribe")).toContain(`${application.url}/api/report/unsubscribe?token=`);
  const [pdf] = mail.attachments;
  expect(pdf?.mimeType).toBe("application/pdf");
  expect(
    Buffer.from(pdf?.content as ArrayBuffer)
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");

  const guest = await (await browser.newContext()).newPage();
  await guest.goto(linkOf(mail, "/mail?unsubscribe="));
  await expect(guest.getByText(`The reports of “${NAME}” go to ${admin.email}.`)).toBeVisible();
  await accessible(guest);
  await guest.getByRole("button", { name: "Unsubscribe" }).click();
  await expect(guest.getByRole("heading", { name: "You are unsubscribed" })).toBeVisible();
  await page.reload();
  await expect(row()).toContainText(`${admin.email}Unsubscribed`);
  await guest.getByRole("button", { name: "That was a mistake" }).click();
  await expect(guest.getByRole("button", { name: "Unsubscribe" })).toBeVisible();
  await guest.context().close();

  await page.goto(linkOf(mail, "/reports?delivery="));
  const opened = page.getByRole("list", { name: "Deliveries" }).locator(":scope > li").filter({ hasText: "Test" });
  await expect(opened.getByRole("button", { expanded: true })).toContainText("Sent");
  await accessible(page);
  expect(complained).toEqual([]);
});
