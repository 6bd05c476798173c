import { expect, it } from "vitest";
import { asProblem, Problem } from "./problem";

it("tells what, why and what helps, as sentences", async () => {
  const body = { detail: "row 7 has no key", remedy: "Fill it in!", code: "missing_key", field: "file" };
  const problem = await Problem.from(Response.json(body, { status: 400 }));
  expect(problem).toMatchObject({
    message: "Row 7 has no key.",
    remedy: "Fill it in!",
    code: "missing_key",
    field: "file",
    retryAfter: undefined,
    request: undefined,
  });
});

it("names the request of the server's own failures, and how long to wait", async () => {
  const headers = { "x-request-id": "abc", "retry-after": "7" };
  expect(await Problem.from(new Response("<html>", { status: 503, headers }))).toMatchObject({
    message: "The server answered 503.",
    request: "abc",
    retryAfter: 7,
  });
});

it("makes a problem of anything thrown", () => {
  expect(asProblem(new TypeError("oops")).message).toBe("Oops.");
  expect(asProblem(null).message).toBe("Something went wrong.");
});
