import { defineConfig } from "@playwright/test";
import { launchOptions } from "./browser";

const PORT = 4173;

/** The pages by themselves, over the built files: answers come from `api.ts`, the policy is the real one. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results/pages",
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env["CI"]),
  reporter: "line",
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    launchOptions,
    timezoneId: "Europe/Zurich",
    locale: "en-GB",
    contextOptions: { reducedMotion: "reduce" },
  },
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${PORT} --strictPort`,
    cwd: "..",
    url: `http://127.0.0.1:${PORT}`,
    reuseExistingServer: true,
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 860 }, colorScheme: "light" } },
    {
      name: "phone",
      use: { viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true, isMobile: true },
    },
  ],
});
