import { expect, it } from "vitest";
import { choices, groups, makesKeys, missing, notTaken, same } from "./fields";

const header = ["Key", "Comment", "Comment", "Comment"].map((name, index) => ({ index, name }));

it("offers repeated headers together where many fit, one by one where one fits", () => {
  expect(choices(header, true)).toContainEqual({ label: "Comment ×3", columns: [1, 2, 3] });
  expect(choices(header, false).map((choice) => choice.label)).toEqual([
    "Key",
    "Comment · column 2",
    "Comment · column 3",
    "Comment · column 4",
  ]);
});

it("reads chosen columns as people do", () => {
  expect(groups(header, [0, 1, 3])).toEqual([
    { label: "Key", columns: [0] },
    { label: "Comment ×2", columns: [1, 3] },
  ]);
});

it("needs a key and some text", () => {
  expect(missing({})).toEqual(["Ticket key", "Summary, Description or Comments"]);
  expect(missing({ ticket_id: [0], comments: [2] })).toEqual([]);
});

it("needs no key where rows are named by what they say", () => {
  const summary = { columns: [1], names: ["Title"], confidence: 0.95, samples: [] };
  expect(makesKeys({ fields: { summary }, missing: [] })).toBe(true);
  expect(makesKeys({ fields: { summary }, missing: ["ticket_id"] })).toBe(false);
  expect(makesKeys({ fields: { summary, ticket_id: summary }, missing: [] })).toBe(false);
  expect(missing({ summary: [1] }, true)).toEqual([]);
});

it("sees an empty choice as none", () => {
  expect(same({ status: [] }, {})).toBe(true);
  expect(same({ comments: [1, 2] }, { comments: [1] })).toBe(false);
});

it("tells the columns that nothing is read from, the longest texts first", () => {
  const header = ["Key", "Region", "", "What happened", "Note", "Note"].map((name, place) => ({
    index: place + 2,
    name,
  }));
  const rows = [
    ["A-1", "North", "", "The printer is broken and nobody comes"],
    ["A-2", "South-West", "", "", "a", "short"],
  ];
  const key = { columns: [2], names: ["Key"], confidence: 1, samples: [] };
  expect(notTaken({ header, rows, fields: { ticket_id: key } })).toEqual([
    { label: "What happened", sample: "The printer is broken and nobody comes" },
    { label: "Region", sample: "South-West" },
    { label: "Note ×2", sample: "short" },
    { label: "", sample: "" },
  ]);
  expect(notTaken({ header: header.slice(0, 1), rows, fields: { ticket_id: key } })).toEqual([]);
});
