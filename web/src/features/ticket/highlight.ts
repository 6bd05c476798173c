import type { Entity, MovingWord } from "@/api/types";

export interface Piece {
  text: string;
  /** What kind of thing this piece names; undefined where it names nothing. */
  label: string | undefined;
  /** How far this piece moved the score; undefined where it did not. */
  weight: number | undefined;
}

interface Span {
  start: number;
  end: number;
}

/**
 * Cuts a text at its entities and at the words that moved its score. Positions count characters (code points); an
 * entity that is not where it says is looked for instead, and dropped where it is not found. Overlaps keep the first.
 */
export function pieces(text: string, entities: readonly Entity[], moving: readonly MovingWord[] = []): Piece[] {
  const characters = Array.from(text);
  const named = apart(entities.map((entity) => ({ label: entity.label, ...place(text, characters, entity) })));
  const moved = apart(
    moving.map(({ start_pos, end_pos, weight }) => ({
      weight,
      start: start_pos,
      end: Math.min(end_pos, characters.length),
    })),
  );
  const cuts = [0, characters.length, ...[...named, ...moved].flatMap(({ start, end }) => [start, end])];
  const places = [...new Set(cuts)].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => {
    const start = places[index] ?? 0;
    const holds = (span: Span) => span.start <= start && end <= span.end;
    return {
      text: characters.slice(start, end).join(""),
      label: named.find(holds)?.label,
      weight: moved.find(holds)?.weight,
    };
  });
}

/** Those that lie in the text and do not overlap an earlier one. */
function apart<T extends Span>(spans: readonly T[]): T[] {
  const sorted = spans
    .filter(({ start, end }) => start >= 0 && start < end)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let free = 0;
  return sorted.filter(({ start, end }) => {
    if (start < free) return false;
    free = end;
    return true;
  });
}

function place(text: string, characters: readonly string[], entity: Entity): Span {
  const length = Array.from(entity.text).length;
  if (characters.slice(entity.start_pos, entity.end_pos).join("") === entity.text) {
    return { start: entity.start_pos, end: entity.end_pos };
  }
  const unit = text.indexOf(entity.text);
  if (unit < 0 || length === 0) return { start: -1, end: -1 };
  const start = Array.from(text.slice(0, unit)).length;
  return { start, end: start + length };
}
