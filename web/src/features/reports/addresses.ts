/** Mail addresses as people write and paste them: `Ada Lovelace <ada@example.org>, grace@example.org`. */

/** Signs between addresses, but not inside quotes or angle brackets. */
const PARTS = /(?:"[^"]*"|<[^<>]*>|[^,;\n\r\t"<>]|["<>])+/g;
const ANGLED = /<\s*(?:mailto:)?([^<>]*?)\s*>/gi;

const angled = (part: string) => [...part.matchAll(ANGLED)].map((found) => found[1] ?? "");

/** The addresses of a text, without names; what is none stays as it is, so that it is seen to be wrong. */
export function addressesIn(text: string): string[] {
  const parts = (text.match(PARTS) ?? []).map((part) => part.trim()).filter((part) => part !== "");
  return parts.flatMap((part, place) => {
    const inside = angled(part);
    if (inside.length > 0) return inside.includes("") ? [part] : inside;
    // `Lovelace, Ada <ada@example.org>`: the first part is a half of the name of the second.
    const next = parts[place + 1];
    if (!part.includes("@") && next !== undefined && angled(next).length > 0) return [];
    const words = part.replace(/^mailto:/i, "").split(/\s+/);
    return words.some((word) => word.includes("@")) ? words.filter((word) => word.includes("@")) : [part];
  });
}

/** Whether what is typed ends an address: by a sign between two, or a blank behind a whole one. */
export function endsAddress(text: string): boolean {
  const last = (text.match(PARTS) ?? []).at(-1) ?? "";
  if (/[,;\n\r\t]$/.test(text)) return last.includes("@");
  return /^\S+@\S+\s$/.test(text) || />\s+$/.test(text);
}
