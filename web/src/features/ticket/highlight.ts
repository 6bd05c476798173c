import type { Entity } from "@/api/types";

export interface Piece {
  text: string;
  /** What kind of thing this piece names; undefined for plain text. */
  label: string | undefined;
}

/**
 * Cuts a text at its entities. Positions count characters (code points); one that does not hold
 * its text is looked for instead, and dropped where it is not found. Overlaps keep the first.
 */
export function pieces(text: string, entities: readonly Entity[]): Piece[] {
  const characters = Array.from(text);
  const spans = entities
    .map((entity) => ({ label: entity.label, ...place(text, characters, entity) }))
    .filter((span) => span.start >= 0)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const cut: Piece[] = [];
  let at = 0;
  const plain = (to: number) => {
    if (to > at) cut.push({ text: characters.slice(at, to).join(""), label: undefined });
  };
  for (const { start, end, label } of spans) {
    if (start < at) continue;
    plain(start);
    cut.push({ text: characters.slice(start, end).join(""), label });
    at = end;
  }
  plain(characters.length);
  return cut;
}

function place(text: string, characters: readonly string[], entity: Entity): { start: number; end: number } {
  const length = Array.from(entity.text).length;
  if (characters.slice(entity.start_pos, entity.end_pos).join("") === entity.text) {
    return { start: entity.start_pos, end: entity.end_pos };
  }
  const unit = text.indexOf(entity.text);
  if (unit < 0 || length === 0) return { start: -1, end: -1 };
  const start = Array.from(text.slice(0, unit)).length;
  return { start, end: start + length };
}
