import { expect, it, vi } from "vitest";
import { createParser, follow } from "./events";

it("reads events however the stream is cut", () => {
  const stream = 'event: job\ndata: {"a":1}\n\n: keep alive\n\nevent: end\ndata: \n\n';
  for (let size = 1; size <= stream.length; size += 1) {
    const parse = createParser();
    const events = [];
    for (let at = 0; at < stream.length; at += size) events.push(...parse(stream.slice(at, at + size)));
    expect(events).toEqual([
      { event: "job", data: '{"a":1}' },
      { event: "end", data: "" },
    ]);
  }
});

it("joins lines of data and takes other line ends", () => {
  expect(createParser()("data: one\r\ndata: two\r\n\r\n")).toEqual([{ event: "message", data: "one\ntwo" }]);
});

it("waits for the end of an event", () => {
  expect(createParser()("event: job\ndata: {}\n")).toEqual([]);
});

it("tells that a stream is lost and that it is there again", async () => {
  vi.useFakeTimers();
  let attempts = 0;
  vi.stubGlobal("fetch", (path: string) => {
    if (path !== "/events") return Promise.resolve(new Response(null, { status: 401 }));
    attempts += 1;
    return attempts === 1
      ? Promise.reject(new TypeError("Failed to fetch"))
      : Promise.resolve(new Response("event: job\ndata: {}\n\n"));
  });
  const told: boolean[] = [];
  const following = follow(
    "/events",
    new AbortController().signal,
    () => "over",
    (lost) => told.push(lost),
  );
  await vi.runAllTimersAsync();
  await following;
  vi.useRealTimers();
  expect(told).toEqual([true, false]);
});
