import { beforeEach, expect, it, vi } from "vitest";
import { api } from "./client";
import { body } from "./open";
import { Problem } from "./problem";
import { session } from "./session";

const user = { id: 1, email: "a@example.org", role: "viewer", workspace: { id: 1, name: "A" } };
let issued = 0;
let calls: string[] = [];

/** A server whose access tokens are as good as `accepts` says. */
function serve(accepts: (token: string) => boolean, refreshes = true): void {
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    calls.push(pathname + search);
    if (pathname === "/api/auth/refresh") {
      issued += 1;
      return refreshes
        ? Response.json({ access_token: `t${issued}`, expires_in: 900, user })
        : new Response(null, { status: 401 });
    }
    const token = request.headers.get("authorization")?.replace("Bearer ", "") ?? "";
    return accepts(token)
      ? Response.json({ token, sent: await request.text() })
      : Response.json({ detail: "no", code: "bad_token" }, { status: 401 });
  });
}

beforeEach(() => {
  issued = 0;
  calls = [];
  session.forget();
});

it("leaves out parameters that are undefined, and writes the others as they have to be", async () => {
  serve(() => true);
  await api.GET("/api/tickets", { params: { query: { q: undefined, limit: 0, sort: "-created_at", read: false } } });
  await api.GET("/api/tickets/{ticket_id}", { params: { path: { ticket_id: "A/1 ü" } } });
  expect(calls.slice(1)).toEqual(["/api/tickets?limit=0&sort=-created_at&read=false", "/api/tickets/A%2F1%20%C3%BC"]);
});

it("asks for one token, however many ask at once", async () => {
  serve(() => true);
  await Promise.all([api.GET("/api/filters"), api.GET("/api/scoring"), api.GET("/api/mappings")]);
  expect(issued).toBe(1);
});

it("renews the token silently when it is refused, once, and sends the same again", async () => {
  serve((token) => token === "t2");
  const answer = await body(api.POST("/api/v1/queue/config/pause", { body: { paused: true } }));
  expect(answer).toEqual({ token: "t2", sent: '{"paused":true}' });
  const path = "/api/v1/queue/config/pause";
  expect(calls).toEqual(["/api/auth/refresh", path, "/api/auth/refresh", path]);
});

it("signs out when the session is over", async () => {
  serve(() => false, false);
  await expect(api.GET("/api/filters")).rejects.toMatchObject({ status: 401 });
  expect(session.isOut()).toBe(true);
});

it("does not sign out because the network is silent", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
  await expect(session.restore()).rejects.toBeInstanceOf(Problem);
  expect(session.isOut()).toBe(false);
});

it("passes on that a request was given up", async () => {
  serve(() => true);
  await session.restore();
  vi.stubGlobal("fetch", () => Promise.reject(new DOMException("gone", "AbortError")));
  await expect(api.GET("/api/filters")).rejects.toMatchObject({ name: "AbortError" });
});
