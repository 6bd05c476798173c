import { expect, test, type Page } from "@playwright/test";
import { admin, application, manifest, rowErrors, type Manifest } from "./application";
import { accessible, complaints, listed, saved, signIn } from "./steps";

/** One person's first day, in one window: each test goes on where the one before it ended. */
test.describe.configure({ mode: "serial" });

let page: Page;
let complained: string[];
let sample: Manifest;
const count = (value: number) => new Intl.NumberFormat("en").format(value);

test.beforeAll(async ({ browser }) => {
  sample = manifest();
  page = await (await browser.newContext()).newPage();
  complained = complaints(page);
});
test.afterAll(() => page.context().close());

test("the first visit sets the installation up", async () => {
  await page.goto(`/#token=${application.token}`);
  await expect(page.getByRole("heading", { name: "Set up Undertone" })).toBeVisible();
  expect(page.url()).not.toContain(application.token);
  await expect(page.getByLabel("Setup token")).toHaveValue(application.token);
  await accessible(page);
  await page.getByLabel("Workspace").fill("Acme Support");
  await page.getByLabel("Email").fill(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page.getByRole("heading", { name: "Upload" })).toBeVisible();
});

test("an empty dashboard invites to upload", async () => {
  await page.getByRole("link", { name: "Dashboard" }).first().click();
  await expect(page.getByText("No tickets yet")).toBeVisible();
  await accessible(page);
  await page.getByRole("link", { name: "Upload an export" }).click();
});

test("an export is uploaded and watched until its tickets are there", async () => {
  test.setTimeout(300_000);
  const zone = page.getByRole("combobox", { name: "Timezone of the export" });
  await zone.fill(sample.timezone);
  await page.getByRole("option", { name: sample.timezone, exact: true }).click();
  await accessible(page);
  await page.getByLabel("Files to upload").setInputFiles(application.sample);
  await expect(page.getByRole("link", { name: "Open the dashboard" }).or(page.getByRole("alert"))).toBeVisible({
    timeout: 240_000,
  });
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.locator("dl").filter({ hasText: "unchanged" }).locator("div", { hasText: "new" })).toContainText(
    count(sample.file.tickets),
  );
  await accessible(page);
});

test("its row errors can be read and downloaded", async () => {
  const errors = rowErrors(sample);
  await expect(page.getByRole("heading", { name: `${count(errors)} row problem` })).toBeVisible();
  const { name, bytes } = await saved(page, () => page.getByRole("button", { name: "All as CSV" }).click());
  expect(name).toMatch(/\.csv$/);
  expect(bytes.toString("utf8").split("\n").length).toBeGreaterThan(errors);
});

test("the same file again is the same job", async () => {
  await page.getByLabel("Files to upload").setInputFiles(application.sample);
  await expect(page.getByText("Below is the job that read it; nothing was counted twice.")).toBeVisible();
});

test("the dashboard counts exactly what the export holds", async () => {
  await page.getByRole("link", { name: "Open the dashboard" }).first().click();
  await page.getByRole("button", { name: /\d{4} – / }).click();
  await page.getByRole("button", { name: "All time" }).click();
  await expect(page.getByRole("link", { name: /^Tickets/ }).filter({ hasText: "created" })).toContainText(
    count(sample.file.tickets),
  );
  await accessible(page);
});

test("every number leads to the tickets behind it", async () => {
  const dashboard = page.url();
  for (const mood of ["Positive", "Neutral", "Negative"]) {
    const link = page.getByRole("region", { name: "Distribution" }).getByRole("link", { name: mood });
    const shown = Number(((await link.locator(".num").first().textContent()) ?? "").replaceAll(",", ""));
    await link.click();
    expect(await listed(page)).toBe(shown);
    await page.goto(dashboard);
  }
  await page.getByRole("button", { name: "Table" }).click();
  const row = page
    .getByRole("region", { name: "Mood over time as a table" })
    .getByRole("row")
    .filter({ has: page.getByRole("link") })
    .first();
  const cell = row.getByRole("link").last();
  const tickets = Number(((await cell.textContent()) ?? "").replaceAll(",", ""));
  await cell.click();
  expect(await listed(page)).toBe(tickets);
});

test("tickets are found, filtered and opened by keyboard", async () => {
  await page.getByRole("link", { name: "Tickets" }).first().click();
  expect(await listed(page)).toBe(sample.file.tickets);
  const [status, inState] = Object.entries(sample.file.status)[0] ?? ["", 0];
  await page.getByRole("combobox", { name: "State" }).fill(status);
  await page.getByRole("option", { name: status, exact: true }).click();
  await expect.poll(() => listed(page)).toBe(inState);
  await accessible(page);
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await expect.poll(() => listed(page)).toBe(sample.file.tickets);
  await page.locator("body").click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  const focused = page.locator("a[data-ticket]:focus");
  const key = (await focused.locator("span").first().textContent()) ?? "";
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/tickets/${key}$`));
  const signals = page.locator("section", { has: page.getByRole("heading", { name: "Signals" }) });
  await expect(signals.getByText("About")).toBeVisible();
  await expect(page.getByRole("region", { name: "Messages" }).getByRole("listitem").first()).toBeVisible();
  await accessible(page);
  await page.goBack();
  await page.keyboard.press("/");
  await page.keyboard.type(key);
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole("link", { name: key }).first()).toBeVisible();
});

test("a label is corrected, listed, exported and taken back", async () => {
  await page.goto("/tickets");
  await page.locator("a[data-ticket]").first().click();
  const label = () => page.getByRole("button", { name: /^Label of Summary/ });
  await label().click();
  await page.getByRole("option", { name: "Neutral" }).click();
  await expect(page.getByText("Summary is neutral.")).toBeVisible();
  await page.reload();
  await expect(label()).toHaveAccessibleName("Label of Summary: Neutral");
  const ticket = page.url();
  await page.getByRole("link", { name: "Corrections" }).first().click();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(1);
  await accessible(page);
  const { name, bytes } = await saved(page, () => page.getByRole("button", { name: "NDJSON" }).click());
  expect(name).toBe("corrections.ndjson");
  expect(JSON.parse(bytes.toString("utf8"))).toMatchObject({ label: "neutral", field_type: "summary" });
  await page.goto(ticket);
  await label().click();
  await page.getByRole("option", { name: "As scored" }).click();
  await expect(page.getByText("Summary is as scored again.")).toBeVisible();
  await page.goto("/corrections");
  await expect(page.getByText("Nothing has been corrected")).toBeVisible();
});

test("a name is added, searched, changed, deleted and brought back", async () => {
  await page.getByRole("link", { name: "Names" }).first().click();
  await expect(page.getByText("No names of your own yet")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Aurora Sync");
  await page.keyboard.press("Enter");
  const row = () => page.getByRole("list", { name: "Names" }).getByRole("listitem");
  await expect(row()).toHaveText(/Aurora Sync.*Product/);
  await page.getByRole("button", { name: "Import" }).click();
  const dialog = page.getByRole("dialog", { name: "Import names" });
  await dialog.getByLabel("List").fill("Contoso,COMPANY");
  await dialog.getByRole("button", { name: "Import" }).click();
  await expect(dialog.getByRole("list", { name: "Wrong lines" })).toContainText("line 1, label");
  await accessible(page);
  await dialog.getByLabel("List").fill("Contoso,ORGANIZATION\nMonitor,EXCLUDED");
  await dialog.getByRole("button", { name: "Import" }).click();
  await expect(row()).toHaveCount(3);
  await accessible(page);
  await page.getByRole("searchbox", { name: "Search names" }).fill("toso");
  await expect(row()).toHaveCount(1);
  await page.getByRole("button", { name: "Edit Contoso" }).click();
  await page.getByRole("form", { name: "Edit Contoso" }).getByLabel("Name", { exact: true }).fill("Contoso AG");
  await page.keyboard.press("Enter");
  await expect(row()).toHaveText(/Contoso AG.*Organization/);
  await page.getByRole("button", { name: "Delete Contoso AG" }).click();
  await expect(page.getByText("No name fits")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row()).toHaveText(/Contoso AG/);
  const { name, bytes } = await saved(page, () => page.getByRole("button", { name: "CSV" }).click());
  expect(name).toBe("gazetteer.csv");
  expect(bytes.toString("utf8")).toContain("Contoso AG,ORGANIZATION");
});

test("the list is exported as it is filtered", async () => {
  await page.goto("/tickets");
  await expect.poll(() => listed(page)).toBe(sample.file.tickets);
  const { bytes } = await saved(page, () => page.getByRole("button", { name: "CSV" }).click());
  expect(bytes.toString("utf8").split("\n")[0]).toContain("ticket_id");
});

test("the report is a PDF", async () => {
  const days = Object.keys(sample.file.created_per_day).sort();
  await page.goto(`/reports?start_date=${days.at(-30) ?? ""}&end_date=${days.at(-1) ?? ""}`);
  await accessible(page);
  const { name, bytes } = await saved(page, () => page.getByRole("button", { name: "Download the PDF" }).click());
  expect(name).toBe(`sentiment_report_${days.at(-30) ?? ""}_to_${days.at(-1) ?? ""}.pdf`);
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(bytes.length).toBeGreaterThan(10_000);
});

test("a wrong file is refused with its reason", async () => {
  await page.goto("/upload");
  await page.getByLabel("Files to upload").setInputFiles({
    name: "picture.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 1, 2, 3]),
  });
  await expect(page.getByRole("alert")).toContainText("The upload was not accepted");
});

test("a user is added, made analyst and deactivated", async () => {
  await page.goto("/users");
  await accessible(page);
  await page.getByRole("button", { name: "Add a user" }).click();
  await page.getByLabel("Email").fill("grace@example.org");
  await page.getByLabel("First password").fill("another long password");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const row = page.getByRole("listitem").filter({ hasText: "grace@example.org" });
  await row.getByRole("button", { name: /Role of/ }).click();
  await page.getByRole("option", { name: "Analyst" }).click();
  await expect(row.getByRole("button", { name: /Role of.*Analyst/ })).toBeVisible();
  await row.getByRole("button", { name: "Deactivate" }).click();
  await expect(row.getByRole("button", { name: "Activate" })).toBeVisible();
});

test("a reload keeps the session; signing out ends it and keeps the address", async () => {
  await page.goto("/jobs");
  await expect(page.getByRole("heading", { name: "Jobs" })).toBeVisible();
  await page
    .getByRole("button", { name: /^Account:/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto("/tickets?sentiment=negative");
  await signIn(page, { ...admin, password: "not the password" });
  await expect(page.getByRole("alert")).toBeVisible();
  await signIn(page);
  await expect(page).toHaveURL(/\/tickets\?sentiment=negative$/);
});

test("pages that do not exist say so, and the reference is there", async () => {
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  expect(complained).toEqual([]);
  await page.goto("/docs");
  await expect(page.getByRole("link", { name: "openapi.json", exact: true })).toBeVisible();
  await expect(page.locator(".swagger-ui .info .title")).toContainText("Undertone");
});
