import { test } from "@playwright/test";
import { answer } from "./api";
import { PLACES } from "./places";

/** Pictures of every page, to look at: `LOOK=folder npm run pages -- look`. */
const folder = process.env["LOOK"];

for (const [name, { path, answers }] of Object.entries(PLACES)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`look at ${name}, ${colorScheme}`, async ({ page }, info) => {
      test.skip(!folder, "pictures are taken on request");
      await page.emulateMedia({ colorScheme });
      await answer(page, answers);
      await page.goto(path, { waitUntil: "networkidle" });
      await page.waitForTimeout(300);
      await page.screenshot({
        path: `${folder ?? ""}/${name}-${info.project.name}-${colorScheme}.png`,
        fullPage: true,
      });
    });
  }
}
