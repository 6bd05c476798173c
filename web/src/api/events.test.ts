import { expect, it } from "vitest";
import { createParser } from "./events";

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
