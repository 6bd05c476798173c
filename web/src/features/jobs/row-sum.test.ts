import { expect, test } from "vitest";
import { parts } from "./row-sum";

test("every row is named once, and they add up", () => {
  const rows = {
    read: 1000,
    new: 900,
    updated: 40,
    unchanged: 20,
    joined: 10,
    refused: { bad_key: 15, too_wide: 5 },
    empty: 9,
    repeated_headers: 1,
    cell_errors: { unreadable_date: 4 },
    lists: ["new", "updated", "empty"] as ("new" | "updated" | "empty")[],
  };
  const told = parts(rows);
  expect(told.reduce((sum, part) => sum + part.value, 0)).toBe(rows.read);
  expect(told.find((part) => part.name === "refused")).toMatchObject({
    value: 20,
    kind: "refused",
    reasons: "15 bad key, 5 too wide",
  });
  const named = (name: string) => told.find((part) => part.name === name);
  expect(named("new")).toMatchObject({ outcome: "added" });
  // An earlier release did not note which.
  expect(named("unchanged")?.outcome).toBeUndefined();
  expect(named("empty")).toMatchObject({ rows: "empty" });
  expect(named("headers again")?.rows).toBeUndefined();
  const plain = { ...rows, joined: 0, refused: {}, empty: 0, repeated_headers: 0 };
  expect(parts(plain).map((part) => part.name)).toEqual(["new", "updated", "unchanged"]);
});
