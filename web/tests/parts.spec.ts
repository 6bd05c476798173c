import { expect, test } from "@playwright/test";
import { answer, problem } from "./api";
import { signals, ticket } from "./conversation";

/** A conversation that is too long for one answer. */

const AT_ONCE = 3;

test("a long conversation says how much of it is here and goes on from there", async ({ page }) => {
  let fails = true;
  const part = (url: URL) => {
    const offset = Number(url.searchParams.get("offset"));
    return [offset, offset + AT_ONCE] as const;
  };
  await answer(page, {
    "GET /api/tickets/SUP-4821": (url) => {
      const comments = ticket.comments.slice(...part(url));
      const own = ticket.entities.filter((entity) =>
        comments.some((text) => text.field_type === entity.field_type && text.comment_number === entity.comment_number),
      );
      if (comments[0]?.id === AT_ONCE + 1 && fails) {
        fails = false;
        return problem(403, "a user of the role viewer has no permission", { code: "forbidden" });
      }
      return { ...ticket, comments, entities: own };
    },
    "GET /api/tickets/SUP-4821/signals": (url) => ({ ...signals, texts: signals.texts.slice(...part(url)) }),
  });
  await page.goto("/tickets/SUP-4821");
  const messages = page.getByRole("region", { name: "Messages" });
  const listed = messages.getByRole("listitem");
  await expect(listed).toHaveCount(3);
  await expect(messages).toContainText("The first 3 of 7 messages");
  await expect(page.getByRole("region", { name: "Signals" })).toContainText("of the first 3 messages");
  await messages.getByRole("button", { name: "Show more" }).click();
  await expect(messages.getByRole("alert")).toContainText("has no permission");
  await expect(listed).toHaveCount(3);
  await messages.getByRole("button", { name: "Try again" }).click();
  await expect(messages).toContainText("The first 6 of 7 messages");
  await messages.getByRole("button", { name: "Show more" }).click();
  await expect(listed).toHaveCount(7);
  await expect(messages).not.toContainText("The first");
});
