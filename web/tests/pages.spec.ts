import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { answer } from "./api";
import { PLACES } from "./places";

for (const [name, { path, answers, heading }] of Object.entries(PLACES)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${name} in ${colorScheme}: opens, fits, is accessible and keeps the policy`, async ({ page }) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
      });
      await page.emulateMedia({ colorScheme });
      await answer(page, answers);
      await page.goto(path, { waitUntil: "networkidle" });
      await expect(page.getByText(heading).first()).toBeVisible();
      await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);

      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
      expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).join(" | ")}`)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  }
}
