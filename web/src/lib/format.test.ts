import { expect, it } from "vitest";
import {
  ago,
  bytes,
  countUpTo,
  dateTime,
  day,
  duration,
  language,
  minutes,
  NONE,
  share,
  signed,
  visible,
  words,
} from "./format";

it("signs scores, but not nothing", () => {
  expect([signed(0.421), signed(-0.1), signed(0.001), signed(-0.001), signed(null)]).toEqual([
    "+0.42",
    "−0.10",
    "0.00",
    "0.00",
    NONE,
  ]);
});

it("takes no share of nothing", () => {
  expect(share(0, 0)).toBe(NONE);
  expect(share(1, 3)).toBe("33.3%");
});

it("says where counting stopped", () => {
  expect([
    countUpTo(1000, true),
    countUpTo(1000, false, 1000),
    countUpTo(40, false, 1000),
    countUpTo(0, false),
  ]).toEqual(["1,000", "more than 1,000", "at least 40", "0"]);
});

it("says sizes and times as people do", () => {
  expect([bytes(0), bytes(1500), bytes(524_288_000)]).toEqual(["0 B", "1.5 kB", "524 MB"]);
  expect([duration(0.42), duration(41.6), duration(185), duration(3720)]).toEqual([
    "0.4 s",
    "42 s",
    "3 min 5 s",
    "1 h 2 min",
  ]);
});

it("says minutes and languages as people do", () => {
  expect([minutes(0), minutes(0.2), minutes(30.4), minutes(60), minutes(90), minutes(2880), minutes(4570)]).toEqual([
    "0 min",
    "less than a minute",
    "30 min",
    "1 h",
    "1 h 30 min",
    "2 d",
    "3 d 4 h",
  ]);
  expect(language("de")).toBe("German");
});

it("shows an instant in the zone it is asked for", () => {
  expect(dateTime("2026-03-29T23:30:00Z", "Europe/Zurich")).toBe("30 Mar 2026, 01:30");
  expect(dateTime(null)).toBe(NONE);
});

it("does not move a calendar day", () => {
  expect(day("2026-01-01")).toBe("1 Jan 2026");
  expect(day("2026-01-01", "month")).toBe("Jan 2026");
});

it("tells how long ago", () => {
  const now = Date.parse("2026-03-29T12:00:00Z");
  expect(ago("2026-03-29T11:59:50Z", now)).toBe("just now");
  expect(ago("2026-03-29T09:00:00Z", now)).toBe("3 hours ago");
  expect(ago("2026-03-28T11:00:00Z", now)).toBe("yesterday");
  expect(ago("2023-03-29T11:00:00Z", now)).toBe("3 years ago");
});

it("reads machine words", () => {
  expect(words("stable_positive")).toBe("Stable positive");
});

it("shows a name as it is", () => {
  expect(visible("invoice\u202evsc.exe")).toBe("invoicevsc.exe");
  expect(visible("Größe 👩\u200d💻.csv")).toBe("Größe 👩\u200d💻.csv");
});
