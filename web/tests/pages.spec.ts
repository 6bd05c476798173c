import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { answer } from "./api";
import { PLACES } from "./places";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const [name, { path, answers, heading }] of Object.entries(PLACES)) {
  test(`${name} opens, fits, is accessible in light and dark, and keeps the policy`, async ({ page }) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        complaints.push(message.text());
    });
    await answer(page, answers);
    await page.goto(path);
    await expect(page.getByRole("heading", { name: heading }).first()).toBeVisible();
    await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);

    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      "sideways scrolling",
    ).toBeLessThanOrEqual(0);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      const found = violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map((node) => node.target.join(" "))
            .join(" | ")}`,
      );
      expect(found, colorScheme).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });
}
