/** The browser that is installed; none is downloaded. */
export const launchOptions = {
  executablePath: process.env["UNDERTONE_CHROMIUM"] ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
};
