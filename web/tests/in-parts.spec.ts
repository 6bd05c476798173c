import { expect, test, type Page, type Route } from "@playwright/test";
import { answer } from "./api";
import * as uploaded from "./uploaded";

const SIZE = 1_500_000;
const file = { name: "week.csv", mimeType: "text/csv", buffer: Buffer.alloc(SIZE, "a,b\n") };

/** A server that speaks tus and breaks off once, after so many bytes. */
async function serve(page: Page, breaksAt: number): Promise<string[]> {
  const seen: string[] = [];
  let offset = 0;
  const tell = (route: Route, status: number) =>
    route.fulfill({ status, headers: { "upload-offset": String(offset), "upload-length": String(SIZE) } });
  await page.route("**/api/uploads", (route) => {
    const metadata = route.request().headers()["upload-metadata"] ?? "";
    const names = metadata.split(",").map((pair) => pair.split(" ")[0]);
    seen.push(`begin ${names.join(" ")} ${route.request().headers()["upload-length"]}`);
    return route.fulfill({ status: 201, headers: { location: "/api/uploads/u1" } });
  });
  await page.route("**/api/uploads/u1", (route) => {
    const request = route.request();
    seen.push(`${request.method()} ${request.headers()["upload-offset"] ?? ""}`.trim());
    if (request.method() === "HEAD") return tell(route, 200);
    if (offset === 0 && breaksAt > 0) {
      offset = breaksAt;
      return route.abort("connectionreset");
    }
    offset = SIZE;
    return tell(route, 204);
  });
  await page.route("**/api/uploads/u1/job", (route) => {
    seen.push("job");
    return route.fulfill({ status: 202, json: { job_id: "j1", status: "completed", duplicate: false } });
  });
  return seen;
}

test("a large file goes on where the connection broke", async ({ page }) => {
  await answer(page, { "GET /api/job/j1": () => uploaded.jobs[0] });
  const seen = await serve(page, 600_000);
  await page.goto("/upload");
  await page.getByLabel("Files to upload").setInputFiles(file);
  await expect(page.getByRole("link", { name: "Details" })).toBeVisible();
  expect(seen).toEqual([`begin filename timezone review ${SIZE}`, "PATCH 0", "HEAD", "PATCH 600000", "job"]);
});

test("every file of a folder is sent, one after the other, but for what the system put there", async ({ page }) => {
  const sent: string[] = [];
  await answer(page, { "GET /api/job/j1": () => uploaded.jobs[0] });
  await page.route("**/api/upload", (route) => {
    sent.push(/filename="([^"]*)"/.exec(route.request().postData() ?? "")?.[1] ?? "");
    return route.fulfill({ status: 202, json: { job_id: "j1", status: "completed", duplicate: false } });
  });
  await page.goto("/upload");
  await page.getByRole("group", { name: "Upload files" }).evaluate((zone) => {
    const dropped = new DataTransfer();
    for (const name of ["january.csv", "february.csv", ".DS_Store"]) dropped.items.add(new File(["a"], name));
    zone.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: dropped }));
  });
  await expect(page.getByRole("link", { name: "Details" })).toHaveCount(2);
  expect(sent.sort()).toEqual(["february.csv", "january.csv"]);
});
