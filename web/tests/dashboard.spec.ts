import { expect, test } from "@playwright/test";
import { accessible } from "./accessible";
import * as answers from "./answers";
import { answer } from "./api";

/** What the dashboard says of its numbers, and where they lead. */

const cards = [/^Tickets/, /^Average mood/, /^Negative/, /^Comments/];

test("a period is compared with the one before where that has enough, and is none where it is the first", async ({
  page,
}) => {
  const usual = answers.analytics();
  let before = { ...usual.previous, total_tickets: 9, total_comments: 12 };
  let oldest = answers.iso(200);
  await answer(page, {
    "GET /api/support/analytics": () => ({ ...usual, previous: before }),
    "GET /api/tickets": (url) => {
      const list = answers.tickets(312, 1);
      const first = { ...answers.row(0), created_at: oldest };
      return url.searchParams.get("sort") === "created_at" ? { ...list, results: [first] } : list;
    },
  });
  await page.goto("/");
  const card = (name: RegExp) =>
    page.getByRole("main").getByRole("list").first().getByRole("link").filter({ hasText: name });
  const few = "fewer than 10 in the period before: too few to compare with";
  for (const name of cards.slice(0, 3)) {
    await expect(card(name)).toHaveAttribute("title", few);
    await expect(card(name)).not.toContainText(/[+−×][\d,.]+ (%|pp)/);
  }
  await expect(card(/^Comments/)).toContainText(/×\d+ against the period before/);
  await accessible(page);
  before = { ...usual.previous, total_tickets: 10, total_comments: 9 };
  await page.reload();
  await expect(card(/^Tickets/)).toContainText("against the period before");
  await expect(card(/^Negative/)).toContainText(" pp against the period before");
  await expect(card(/^Comments/)).toHaveAttribute("title", few);
  before = usual.previous;
  oldest = answers.iso(3);
  await page.reload();
  for (const name of cards) {
    await expect(card(name)).toHaveAttribute("title", "no period to compare with");
    await expect(card(name)).toContainText("no period to compare with");
  }
});

test("tickets outside of the period are counted, and lead to all time and what no dashboard reaches", async ({
  page,
}) => {
  const shown = answers.analytics().summary.total_tickets;
  const DAY = 86_400_000;
  const at = (day: string) => `${day}T10:00:00Z`;
  let [oldest, tickets] = ["2024-01-10", shown + 1200];
  await answer(page, {
    "GET /api/support/analytics": () => answers.analytics(),
    "GET /api/tickets": (url) => {
      const created_at = at(url.searchParams.get("sort") === "created_at" ? oldest : "2026-11-20");
      return { ...answers.tickets(tickets, 1), results: [{ ...answers.row(0), created_at }] };
    },
  });
  await page.goto("/?start_date=2026-11-01&end_date=2026-11-20");
  const note = page.getByRole("note").filter({ hasText: "outside this period" });
  await expect(note).toHaveText("1,200 tickets were created outside this period. Show all time");
  await accessible(page);
  await note.getByRole("link").click();
  await expect(page).toHaveURL(/start_date=2024-01-10&end_date=2026-11-20$/);
  oldest = "1999-12-31";
  tickets = shown + 1;
  const first = new Date(Date.parse("2026-11-20") - 3659 * DAY).toISOString().slice(0, 10);
  await page.goto(`/?start_date=${first}&end_date=2026-11-20`);
  const older = page.getByRole("note").filter({ hasText: "older" });
  await expect(older).toHaveText("1 ticket is older than this: a dashboard shows at most 3,660 days.");
  await accessible(page);
  await older.getByRole("link").click();
  await expect(page).toHaveURL(/\/tickets\?start_date=1999-12-31&end_date=2016-11-12/);
  tickets = shown;
  await page.goto(`/?start_date=${first}&end_date=2026-11-20`);
  await expect(page.getByRole("list").first()).toBeVisible();
  await expect(page.getByRole("note")).toHaveCount(0);
});

test("a dashboard of one source asks for its tickets alone, leads to them, and to all again", async ({ page }) => {
  const asked: URL[] = [];
  const note = <T>(url: URL, body: T) => {
    asked.push(url);
    return body;
  };
  await answer(page, {
    "GET /api/support/analytics": (url) => note(url, answers.analytics()),
    "GET /api/entities/top": (url) => note(url, answers.entities),
    "GET /api/tickets": (url) => note(url, answers.tickets(312, 1)),
  });
  await page.goto("/?start_date=2026-11-01&end_date=2026-11-20&source=desk");
  await expect(page.getByRole("link", { name: /^Billing/ })).toHaveAttribute("href", /source=desk&product=Billing/);
  await expect(page.getByRole("region", { name: "Newest tickets" })).toHaveCount(0);
  for (const path of ["/api/support/analytics", "/api/entities/top", "/api/tickets"])
    expect(asked.filter((url) => url.pathname === path).map((url) => url.searchParams.get("source"))).toContain("desk");
  await accessible(page);
  await page.getByRole("button", { name: "Only desk: take this filter away" }).click();
  await expect(page).toHaveURL(/\/\?start_date=2026-11-01&end_date=2026-11-20$/);
  await expect(page.getByRole("region", { name: "Newest tickets" })).toBeVisible();
});

test("tickets that do not say their product, state or priority are led to, and the filter is taken away", async ({
  page,
}) => {
  const asked: URL[] = [];
  await answer(page, {
    "GET /api/tickets": (url) => {
      asked.push(url);
      return answers.tickets(12, 50);
    },
    "GET /api/tickets.csv": (url, route) => {
      asked.push(url);
      return route.fulfill({ contentType: "text/csv", body: "ticket_id\r\n" });
    },
  });
  await page.goto("/?start_date=2026-11-01&end_date=2026-11-20");
  await page
    .getByRole("region", { name: "By priority" })
    .getByRole("link", { name: /^Not said/ })
    .click();
  await expect(page).toHaveURL(/\/tickets\?.*missing=priority/);
  await expect(page.getByRole("status").filter({ hasText: "12 tickets" })).toBeVisible();
  expect(asked.at(-1)?.searchParams.get("missing")).toBe("priority");
  await page.goto("/tickets?missing=product,priority,nothing");
  await expect(page.getByRole("status").filter({ hasText: "12 tickets" })).toBeVisible();
  const filters = page.getByRole("button", { name: /^Filters/ });
  if (await filters.isVisible()) await filters.click();
  const chip = (name: string) => page.getByRole("button", { name: `Without a ${name}: take this filter away` });
  await expect(chip("priority")).toBeVisible();
  await accessible(page);
  await page.getByRole("button", { name: "CSV", exact: true }).click();
  await expect.poll(() => asked.at(-1)?.pathname).toBe("/api/tickets.csv");
  expect(asked.at(-1)?.searchParams.getAll("missing")).toEqual(["priority,product"]);
  await chip("product").click();
  await expect(page).toHaveURL(/\/tickets\?missing=priority$/);
  await chip("priority").click();
  await expect(page).toHaveURL(/\/tickets$/);
});
