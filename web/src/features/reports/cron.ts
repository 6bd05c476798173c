/** How often an expression is due on a day it is due on, so that nobody sends a hundred mails by mistake. */

const DIGITS = /^\d+$/;

/** The numbers of a field, of as many as there are; none where the field cannot be read here. */
function numbers(field: string, of: number): Set<number> | undefined {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "", step = "1", ...more] = part.split("/");
    const [from = "", to, ...rest] = range.split("-");
    if (more.length > 0 || rest.length > 0 || !DIGITS.test(step) || Number(step) === 0) return undefined;
    if (range !== "*" && !(DIGITS.test(from) && (to === undefined || DIGITS.test(to)))) return undefined;
    const first = range === "*" ? 0 : Number(from);
    // `5/10` goes on to the end, as `5-59/10` does.
    const last = range === "*" || (to === undefined && part.includes("/")) ? of - 1 : Number(to ?? from);
    if (last >= of) return undefined;
    for (let number = first; number <= last; number += Number(step)) found.add(number);
  }
  return found;
}

export interface Often {
  /** How many times within an hour. */
  hourly: number;
  /** How many times on a day. */
  daily: number;
}

/** How often an expression is due; none where it cannot be told. */
export function often(expression: string): Often | undefined {
  const [minute, hour, ...days] = expression.trim().split(/\s+/);
  if (minute === undefined || hour === undefined || days.length !== 3) return undefined;
  const minutes = numbers(minute, 60)?.size;
  const hours = numbers(hour, 24)?.size;
  return minutes && hours ? { hourly: minutes, daily: minutes * hours } : undefined;
}
