import { expect, test } from "vitest";
import { cut } from "./breakdown";

test("a list that is cut says so", () => {
  expect(cut(8)).toBe("");
  expect(cut(23)).toBe("8 of 23 · ");
  expect(cut(50)).toBe("8 of at least 50 · ");
});
