import { expect, it, vi } from "vitest";
import { follow, type OpenStream } from "./events";
import { Problem } from "./problem";

/** A stream that comes in pieces of so many bytes. */
function stream(text: string, size = text.length): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}

const leaving = () => new AbortController().signal;

it("reads events however the stream is cut", async () => {
  const text = 'event: job\ndata: {"a":"ü"}\n\n: keep alive\n\ndata: one\r\ndata: two\r\n\r\nevent: end\ndata: \n\n';
  for (let size = 1; size <= text.length; size += 1) {
    const events: [string | undefined, string][] = [];
    const open: OpenStream = () => Promise.resolve({ data: stream(text, size) });
    await follow(open, leaving(), ({ event, data }) => {
      events.push([event, data]);
      return event === "end" ? "over" : "more";
    });
    expect(events).toEqual([
      ["job", '{"a":"ü"}'],
      [undefined, "one\ntwo"],
      ["end", ""],
    ]);
  }
});

it("tells that a stream is lost and that it is there again", async () => {
  vi.useFakeTimers();
  let attempts = 0;
  const open: OpenStream = () => {
    attempts += 1;
    return attempts === 1 ? Promise.reject(Problem.offline()) : Promise.resolve({ data: stream("data: {}\n\n") });
  };
  const told: boolean[] = [];
  const following = follow(
    open,
    leaving(),
    () => "over",
    (lost) => told.push(lost),
  );
  await vi.runAllTimersAsync();
  await following;
  vi.useRealTimers();
  expect(told).toEqual([true, false]);
});

it("does not ask again for what may not be read", async () => {
  const gone = new Problem(404, { code: "no_such_job" });
  await expect(
    follow(
      () => Promise.reject(gone),
      leaving(),
      () => "more",
    ),
  ).rejects.toBe(gone);
});
