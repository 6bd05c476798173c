/** Calendar days as `YYYY-MM-DD`: what the API takes, in a timezone it is told beside. */
export type Day = string;

const MS = 86_400_000;

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** Every zone the browser knows, UTC first. */
export function zones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}

export function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

/** The day an instant falls on in a zone. */
export function dayIn(zone: string, instant: Date | string = new Date()): Day {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const found = new Map(parts.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  return `${found.get("year") ?? ""}-${found.get("month") ?? ""}-${found.get("day") ?? ""}`;
}

const utc = (day: Day) => Date.parse(`${day}T00:00:00Z`);
const iso = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text)) && iso(utc(text)) === text;
}

export function addDays(day: Day, count: number): Day {
  return iso(utc(day) + count * MS);
}

/** How many days a period has, both ends counted. */
export function daysIn(start: Day, end: Day): number {
  return Math.round((utc(end) - utc(start)) / MS) + 1;
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`;
}

/** Monday of the day's week. */
export function firstOfWeek(day: Day): Day {
  return addDays(day, -((new Date(utc(day)).getUTCDay() + 6) % 7));
}

export interface Period {
  start: Day;
  end: Day;
}

/** So many days at the end of a period, or all where it has no more. */
export function lastOf(period: Period, most = Infinity): Period {
  return daysIn(period.start, period.end) > most ? { ...period, start: addDays(period.end, 1 - most) } : period;
}

export interface Preset {
  name: string;
  period: Period;
}

/** The periods people ask for, ending today. */
export function presets(today: Day): Preset[] {
  const lastMonthEnd = addDays(firstOfMonth(today), -1);
  return [
    { name: "Last 7 days", period: { start: addDays(today, -6), end: today } },
    { name: "Last 30 days", period: { start: addDays(today, -29), end: today } },
    { name: "Last 90 days", period: { start: addDays(today, -89), end: today } },
    { name: "This month", period: { start: firstOfMonth(today), end: today } },
    { name: "Last month", period: { start: firstOfMonth(lastMonthEnd), end: lastMonthEnd } },
    { name: "Last 12 months", period: { start: addDays(today, -364), end: today } },
  ];
}

/** What the clock in a zone shows at an instant, `YYYY-MM-DDTHH:MM`: what an input of date and time takes. */
export function clockIn(zone: string, instant: Date | string): string {
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return `${dayIn(zone, instant)}T${time.format(new Date(instant))}`;
}

/** How far the clock in a zone is from UTC at an instant: `+02:00`. */
export function offsetIn(zone: string, instant: Date | string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  const name = parts.formatToParts(new Date(instant)).find(({ type }) => type === "timeZoneName")?.value;
  return name === undefined || name === "GMT" ? "+00:00" : name.replace("GMT", "");
}

/** The instant at which the clock in a zone shows this, `YYYY-MM-DDTHH:MM`; undefined where that is no time. */
export function instantIn(zone: string, clock: string): string | undefined {
  const wanted = /^\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(clock) ? Date.parse(`${clock}:00Z`) : NaN;
  if (Number.isNaN(wanted)) return undefined;
  const shown = (at: number) => Date.parse(`${clockIn(zone, new Date(at))}:00Z`);
  // The offset at the first guess is the right one, unless the clocks are changed in between.
  let at = wanted;
  for (let round = 0; round < 2; round += 1) at += wanted - shown(at);
  return new Date(at).toISOString();
}
