import { expect, it } from "vitest";
import type { Mapping } from "@/api/types";
import { keyCandidates, textCandidates } from "./candidates";

const table = (header: string[], rows: string[][]) =>
  ({ header: header.map((name, index) => ({ index: index + 2, name })), rows }) as Mapping;

const bugs = table(
  ["Bug ID", "Opened", "Team", "Summary"],
  [
    ["17", "2026-03-01", "A", "The printer is broken"],
    ["18", "2026-03-02", "A", "It prints nothing"],
  ],
);

it("offers as key what is short, whole and different in each row, and no date", () => {
  expect(keyCandidates(bugs)).toMatchObject([{ index: 2, name: "Bug ID", samples: ["17", "18"] }]);
  expect(keyCandidates(table(["a"], [["x"], []]))).toEqual([]);
});

it("offers as text what is long, and not what is taken", () => {
  expect(textCandidates(bugs, []).map(({ name }) => name)).toEqual(["Summary", "Team"]);
  expect(textCandidates(bugs, [5]).map(({ name }) => name)).toEqual(["Team"]);
});
