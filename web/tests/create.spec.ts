import { expect, test } from "@playwright/test";
import { accessible } from "./accessible";
import { answer, problem } from "./api";

/** The report that is made at once. */

test("a report is made of chosen tickets, with chosen sections, in a language, on paper", async ({ page }) => {
  const asked: URL[] = [];
  await answer(page, {
    "GET /api/report/pdf": (url, route) => {
      asked.push(url);
      if (url.searchParams.get("team") === "x")
        return problem(400, "a value of team has at most 500 characters", {
          field: "team",
          remedy: "write the value as the tickets have it",
        });
      void route.fulfill({
        body: "%PDF-1.7",
        headers: { "content-type": "application/pdf", "content-disposition": 'attachment; filename="report.pdf"' },
      });
      return undefined;
    },
  });
  await page.goto("/reports?start_date=2026-11-01&end_date=2026-11-30&timezone=UTC");
  const product = page.getByRole("combobox", { name: "Product" });
  await product.fill("Public API");
  await product.fill("Bills, old");
  await page.keyboard.press("Enter");
  const team = page.getByRole("combobox", { name: "Team" });
  await team.fill("x");
  await page.getByRole("button", { name: "Language: English" }).click();
  await page.getByRole("option", { name: "Français" }).click();
  await page.getByRole("button", { name: "Paper: A4" }).click();
  await page.getByRole("option", { name: "US Letter" }).click();
  await page.getByRole("button", { name: "Move At a glance up" }).click();
  await page.getByRole("button", { name: "Leave How to read it, and about the numbers out" }).click();
  await page.getByRole("button", { name: "Download the PDF" }).click();
  await expect(team).toHaveAccessibleDescription(/at most 500 characters. Write the value as the tickets have it/);
  await accessible(page);
  await page.getByRole("button", { name: "Remove x" }).click();
  // What is typed and not ended counts.
  await team.fill("y");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download the PDF" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("report.pdf");
  const query = asked.at(-1)?.searchParams;
  expect(query?.getAll("product")).toEqual(["Public API", "Bills, old"]);
  expect(query?.getAll("sections")).toHaveLength(12);
  expect(query?.getAll("sections").slice(0, 2)).toEqual(["kpis", "summary"]);
  const single = Object.fromEntries([...(query ?? [])].filter(([name]) => !["product", "sections"].includes(name)));
  expect(single).toEqual({
    start_date: "2026-11-01",
    end_date: "2026-11-30",
    timezone: "UTC",
    language: "fr",
    paper: "letter",
    team: "y",
  });
});

test("of a period that is too long for a report its last days are proposed", async ({ page }) => {
  const asked: URL[] = [];
  await answer(page, {
    "GET /api/report/pdf": (url, route) => {
      asked.push(url);
      void route.fulfill({ body: "%PDF-1.7", headers: { "content-type": "application/pdf" } });
      return undefined;
    },
  });
  await page.goto("/?start_date=2022-03-01&end_date=2026-11-20");
  await page.getByRole("link", { name: "Report", exact: true }).click();
  await expect(page.getByRole("button", { name: "20 Nov 2025 – 20 Nov 2026" })).toBeVisible();
  await expect(
    page.getByText("A report covers at most 366 days: these are the last of the 1,726 that were asked for."),
  ).toBeVisible();
  await accessible(page);
  await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the PDF" }).click()]);
  const query = asked.at(-1)?.searchParams;
  expect([query?.get("start_date"), query?.get("end_date")]).toEqual(["2025-11-20", "2026-11-20"]);
  await page.goto("/reports?start_date=2025-11-20&end_date=2026-11-20");
  await expect(page.getByText("366 days in Europe/Zurich, both ends included.")).toBeVisible();
  await expect(page.getByText("A report covers at most")).toHaveCount(0);
});
