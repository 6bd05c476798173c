import { describe, expect, it } from "vitest";
import {
  addDays,
  clockIn,
  dayIn,
  daysIn,
  firstOfMonth,
  firstOfWeek,
  instantIn,
  isDay,
  isZone,
  lastOf,
  offsetIn,
  presets,
} from "./dates";

describe("days", () => {
  it("fall where the zone says", () => {
    const instant = "2026-03-29T23:30:00Z";
    expect(dayIn("UTC", instant)).toBe("2026-03-29");
    expect(dayIn("Europe/Zurich", instant)).toBe("2026-03-30");
    expect(dayIn("America/Los_Angeles", instant)).toBe("2026-03-29");
  });

  it("are counted across months, leap days and clock changes", () => {
    expect(addDays("2028-02-28", 2)).toBe("2028-03-01");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(daysIn("2026-03-28", "2026-03-30")).toBe(3);
    expect(daysIn("2026-03-28", "2026-03-28")).toBe(1);
  });

  it("start their week on Monday", () => {
    expect(firstOfWeek("2026-11-22")).toBe("2026-11-16");
    expect(firstOfWeek("2026-11-16")).toBe("2026-11-16");
    expect(firstOfMonth("2026-11-16")).toBe("2026-11-01");
  });

  it("are refused when they do not exist", () => {
    expect(isDay("2026-02-28")).toBe(true);
    for (const text of ["2026-02-30", "2026-2-3", "yesterday", ""]) expect(isDay(text)).toBe(false);
  });
});

it("cuts what is too long to its last days", () => {
  const leap = { start: "2023-12-31", end: "2024-12-31" };
  expect(lastOf(leap, 366)).toEqual({ start: "2024-01-01", end: "2024-12-31" });
  expect(lastOf(leap, 367)).toEqual(leap);
  expect(lastOf(leap)).toEqual(leap);
});

it("knows a zone from a word", () => {
  expect(isZone("Asia/Kathmandu")).toBe(true);
  expect(isZone("Mars/Olympus")).toBe(false);
});

it("offers whole periods that end today, and the whole month before", () => {
  const offers = new Map(presets("2026-03-15").map(({ name, period }) => [name, period]));
  expect(offers.get("Last 7 days")).toEqual({ start: "2026-03-09", end: "2026-03-15" });
  expect(offers.get("Last month")).toEqual({ start: "2026-02-01", end: "2026-02-28" });
  for (const { start, end } of offers.values()) expect(start <= end).toBe(true);
});

it("reads and shows the clock of a zone", () => {
  expect(clockIn("Europe/Berlin", "2026-07-01T06:00:00Z")).toBe("2026-07-01T08:00");
  expect(instantIn("Europe/Berlin", "2026-07-01T08:00")).toBe("2026-07-01T06:00:00.000Z");
  expect(instantIn("America/New_York", "2026-11-01T12:00")).toBe("2026-11-01T17:00:00.000Z");
  expect(instantIn("Europe/Berlin", "2026-03-29T03:30")).toBe("2026-03-29T01:30:00.000Z");
  expect(instantIn("UTC", "")).toBeUndefined();
});

it("tells how far a zone is from UTC", () => {
  expect([
    offsetIn("Europe/Berlin", "2026-07-01T06:00:00Z"),
    offsetIn("Asia/Kathmandu", "2026-07-01T06:00:00Z"),
    offsetIn("UTC", "2026-07-01T06:00:00Z"),
  ]).toEqual(["+02:00", "+05:45", "+00:00"]);
});
