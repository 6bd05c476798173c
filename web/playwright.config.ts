import { defineConfig } from "@playwright/test";
import { application } from "./e2e/application";
import { launchOptions } from "./tests/browser";

/**
 * The whole application in a browser: on a desk in light colours, then on a phone in dark ones.
 * Without UNDERTONE_URL it is started here, on a data folder of its own.
 */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    baseURL: application.url,
    launchOptions,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    acceptDownloads: true,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    contextOptions: { reducedMotion: "reduce" },
  },
  ...(application.own && {
    webServer: {
      command: "node e2e/serve.mjs",
      url: `${application.url}/health`,
      timeout: 900_000,
      stdout: "ignore",
      stderr: "pipe",
      gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    },
  }),
  projects: [
    {
      name: "desktop",
      testMatch: "desktop.spec.ts",
      use: { viewport: { width: 1280, height: 860 }, colorScheme: "light" },
    },
    {
      name: "reports",
      testMatch: "reports.spec.ts",
      dependencies: ["desktop"],
      use: { viewport: { width: 1280, height: 860 }, colorScheme: "light" },
    },
    {
      name: "phone",
      testMatch: "phone.spec.ts",
      dependencies: ["desktop"],
      use: { viewport: { width: 360, height: 740 }, colorScheme: "dark", hasTouch: true, isMobile: true },
    },
    {
      name: "languages",
      testMatch: "languages.spec.ts",
      dependencies: ["phone", "reports"],
      use: { viewport: { width: 1280, height: 860 }, colorScheme: "light" },
    },
  ],
});
