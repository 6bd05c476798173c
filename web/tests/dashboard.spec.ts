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
