import type { Mood } from "@/api/types";
import { offsetIn } from "./dates";

const LOCALE = "en-GB";
const whole = new Intl.NumberFormat(LOCALE);
const tenth = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 1 });

/** What stands where there is no value. */
export const NONE = "–";

export const count = (value: number) => whole.format(value);
/** A number that counting may have stopped at: `more than 1,000`. Below the most that are counted it stopped for another reason: `at least 40`. */
export const countUpTo = (value: number, isExact: boolean, most = Infinity) =>
  isExact || value === 0 ? count(value) : `${value < most ? "at least" : "more than"} ${count(value)}`;
export const decimal = (value: number) => tenth.format(value);
export const share = (part: number, all: number) => (all === 0 ? NONE : percent.format(part / all));

/** A compound score with its sign and a real minus: `+0.42`, `−0.10`. */
export function signed(value: number | null | undefined, digits = 2): string {
  if (value === null || value === undefined) return NONE;
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value > 0 ? "+" : "−"}${text}`;
}

/** `title-case` for machine words: `stable_positive` → `Stable positive`. */
export function words(text: string): string {
  const plain = text.replaceAll("_", " ").toLowerCase();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

export const moodName: Record<Mood, string> = { positive: "Positive", neutral: "Neutral", negative: "Negative" };

export function bytes(size: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${units[unit] ?? ""}`;
}

/** Seconds as people say them: `0.4 s`, `12 s`, `3 min 5 s`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${minutes} min ${Math.round(seconds % 60)} s`;
}

/** Minutes as people say them: `30 min`, `1 h 30 min`, `3 d 4 h`. */
export function minutes(value: number): string {
  const all = Math.round(value);
  if (all < 1) return value > 0 ? "less than a minute" : "0 min";
  const hours = Math.floor(all / 60);
  const [[large, of], [small, part]] =
    hours < 48
      ? ([
          [hours, "h"],
          [all % 60, "min"],
        ] as const)
      : ([
          [Math.floor(hours / 24), "d"],
          [hours % 24, "h"],
        ] as const);
  return [large > 0 && `${count(large)} ${of}`, small > 0 && `${small} ${part}`].filter(Boolean).join(" ");
}

const languages = new Intl.DisplayNames(LOCALE, { type: "language" });

/** `German` for `de`. */
export const language = (code: string) => languages.of(code) ?? code;

type Instant = string | null | undefined;

function format(instant: Instant, options: Intl.DateTimeFormatOptions): string {
  if (!instant) return NONE;
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : new Intl.DateTimeFormat(LOCALE, options).format(date);
}

export const dateTime = (instant: Instant, timeZone?: string) =>
  format(instant, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });

export const date = (instant: Instant, timeZone?: string) =>
  format(instant, { day: "numeric", month: "short", year: "numeric", timeZone });

/** An instant as the clock in a zone shows it, with the day of the week and the offset: `Mon, 4 May 2026, 08:00 +02:00`. */
export const moment = (instant: Instant, timeZone: string) =>
  instant
    ? `${format(instant, { weekday: "short", timeZone })}, ${dateTime(instant, timeZone)} ${offsetIn(timeZone, instant)}`
    : NONE;

const DAY_STYLES: Record<"full" | "short" | "month", Intl.DateTimeFormatOptions> = {
  full: { day: "numeric", month: "short", year: "numeric" },
  short: { day: "numeric", month: "short" },
  month: { month: "short", year: "numeric" },
};

/** A calendar day, `2026-03-04`, as `4 Mar 2026`; on the axis of a chart as `4 Mar` or `Mar 2026`. */
export const day = (text: string, style: keyof typeof DAY_STYLES = "full") =>
  format(`${text}T00:00:00Z`, { ...DAY_STYLES[style], timeZone: "UTC" });

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });

/** `5 minutes ago`, `yesterday`; the exact time belongs into a title beside it. */
export function ago(instant: Instant, now: number = Date.now()): string {
  if (!instant) return NONE;
  const seconds = (Date.parse(instant) - now) / 1000;
  const steps: [number, Intl.RelativeTimeFormatUnit][] = [
    [60, "second"],
    [3600, "minute"],
    [86_400, "hour"],
    [86_400 * 30, "day"],
    [86_400 * 365, "month"],
  ];
  let size = 1;
  for (const [limit, unit] of steps) {
    if (Math.abs(seconds) < limit)
      return unit === "second" ? "just now" : relative.format(Math.round(seconds / size), unit);
    size = limit;
  }
  return relative.format(Math.round(seconds / size), "year");
}

// Controls, marks of the direction of writing, breaks, the byte order mark: as the server leaves them out.
const HIDDEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** A name without the characters that nobody sees and that change how the rest is read. */
export const visible = (name: string) => name.replace(HIDDEN, "");
