import { expect, it } from "vitest";
import { signed } from "@/lib/format";
import { difference, relative } from "./changes";

it("grows in percent, and from a few not at all", () => {
  expect(relative(112, 100)).toEqual({ text: "+12 %" });
  expect(relative(0, 10)).toEqual({ text: "−100 %" });
  expect(relative(109, 10)).toEqual({ text: "+990 %" });
  expect(relative(74_100, 10)).toEqual({ text: "×7,410" });
  expect(relative(7410, 1)).toBeUndefined();
  expect(relative(7410, 9)).toBeUndefined();
  expect(relative(0, 0)).toBeUndefined();
});

it("says whether a difference is for the better, where there is one", () => {
  expect(difference(0.3, 0.1, signed, "good")).toEqual({ text: "+0.20", good: true });
  expect(difference(30, 20, (by) => signed(by, 1), "bad")).toEqual({ text: "+10.0", good: false });
  expect(difference(0.1, 0.1, signed, "good")?.good).toBeUndefined();
  expect(difference(null, 0.1, signed, "good")).toBeUndefined();
  expect(difference(0.1, null, signed, "good")).toBeUndefined();
});
