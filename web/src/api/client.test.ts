import { beforeEach, expect, it, vi } from "vitest";
import { call, get, url } from "./client";
import { Problem } from "./problem";
import { session } from "./session";

const user = { id: 1, email: "a@example.org", role: "viewer", workspace: { id: 1, name: "A" } };
let issued = 0;
let calls: string[] = [];

/** A server whose access tokens are as good as `accepts` says. */
function serve(accepts: (token: string) => boolean, refreshes = true): void {
  vi.stubGlobal("fetch", (path: string, init: RequestInit = {}) => {
    calls.push(path);
    if (path === "/api/auth/refresh") {
      issued += 1;
      return Promise.resolve(
        refreshes
          ? Response.json({ access_token: `t${issued}`, expires_in: 900, user })
          : new Response(null, { status: 401 }),
      );
    }
    const token = new Headers(init.headers).get("authorization")?.replace("Bearer ", "") ?? "";
    return Promise.resolve(
      accepts(token) ? Response.json({ token }) : Response.json({ detail: "no", code: "bad_token" }, { status: 401 }),
    );
  });
}

beforeEach(() => {
  issued = 0;
  calls = [];
  session.forget();
});

it("leaves empty parameters out", () => {
  expect(url("/api/tickets", { q: "", limit: 0, sentiment: undefined, sort: "-created_at" })).toBe(
    "/api/tickets?limit=0&sort=-created_at",
  );
});

it("asks for one token, however many ask at once", async () => {
  serve(() => true);
  await Promise.all([get("/api/a"), get("/api/b"), get("/api/c")]);
  expect(issued).toBe(1);
});

it("renews the token silently when it is refused, once", async () => {
  serve((token) => token === "t2");
  expect(await get("/api/a")).toEqual({ token: "t2" });
  expect(calls).toEqual(["/api/auth/refresh", "/api/a", "/api/auth/refresh", "/api/a"]);
});

it("signs out when the session is over", async () => {
  serve(() => false, false);
  await expect(call("/api/a")).rejects.toMatchObject({ status: 401 });
  expect(session.isOut()).toBe(true);
});

it("does not sign out because the network is silent", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
  await expect(session.restore()).rejects.toBeInstanceOf(Problem);
  expect(session.isOut()).toBe(false);
});
