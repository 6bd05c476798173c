import { expect, it } from "vitest";
import { addDays } from "@/lib/dates";
import { bucketed, grainOf } from "./buckets";
import { defaultPeriod } from "./queries";

const trend = (days: number) =>
  Array.from({ length: days }, (_, index) => ({
    date: addDays("2026-01-01", index),
    positive: 1,
    neutral: 0,
    negative: index % 2,
    compound: index % 2 === 0 ? 1 : 0,
  }));

it("loses no ticket and no day, whatever the grain", () => {
  const days = trend(100);
  for (const grain of ["day", "week", "month"] as const) {
    const buckets = bucketed(days, grain);
    expect(buckets.reduce((sum, bucket) => sum + bucket.total, 0)).toBe(150);
    expect(buckets[0]?.start).toBe("2026-01-01");
    expect(buckets.at(-1)?.end).toBe("2026-04-10");
    for (const [index, bucket] of buckets.entries())
      if (index > 0) expect(bucket.start).toBe(addDays(buckets[index - 1]?.end ?? "", 1));
  }
  expect(bucketed(days, "month").map((bucket) => bucket.start)).toEqual([
    "2026-01-01",
    "2026-02-01",
    "2026-03-01",
    "2026-04-01",
  ]);
});

it("weighs a day's mood by its tickets", () => {
  const [bucket] = bucketed(trend(2), "month");
  expect(bucket?.compound).toBeCloseTo(1 / 3);
});

it("has no mood where there is no ticket", () => {
  const [bucket] = bucketed([{ date: "2026-01-01", positive: 0, neutral: 0, negative: 0, compound: null }], "day");
  expect(bucket?.compound).toBeNull();
});

it("gets coarser before bars get too thin", () => {
  expect([grainOf(1), grainOf(92), grainOf(93), grainOf(365), grainOf(2000)]).toEqual([
    "day",
    "day",
    "week",
    "week",
    "month",
  ]);
});

it("shows the newest tickets there are when none is recent", () => {
  const today = "2026-11-21";
  expect(defaultPeriod({ start: "2020-01-01", end: "2024-05-30" }, today)).toEqual({
    start: "2024-05-01",
    end: "2024-05-30",
  });
  expect(defaultPeriod({ start: "2020-01-01", end: "2026-11-01" }, today)).toEqual({ start: "2026-10-23", end: today });
  expect(defaultPeriod(null, today).end).toBe(today);
});
