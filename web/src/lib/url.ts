/** Search parameters as plain text: `?sentiment=negative&q=login+fails`, no JSON in them. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === "string" && value !== "") params.set(key, value);
    if (typeof value === "number") params.set(key, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** A search parameter, if it is text and passes the check. */
export function text(value: unknown, check: (text: string) => boolean = () => true): string | undefined {
  return typeof value === "string" && value !== "" && check(value) ? value : undefined;
}

/** How many rows of a list a search parameter skips; undefined at its beginning, or where it says nothing sensible. */
export function skipped(value: unknown): number | undefined {
  const offset = Number(value);
  return Number.isInteger(offset) && offset > 0 ? offset : undefined;
}

/** A path of our own to return to after signing in; anything else is the start page. */
export function ownPath(value: string | undefined): string {
  return value?.startsWith("/") && !value.startsWith("//") && !value.startsWith("/\\") ? value : "/";
}
