import { expect, it } from "vitest";
import type { Entity } from "@/api/types";
import { pieces } from "./highlight";

const entity = (text: string, start: number, label = "PRODUCT"): Entity => ({
  text,
  label,
  field_type: "summary",
  start_pos: start,
  end_pos: start + Array.from(text).length,
  comment_number: null,
  confidence: 1,
});
const marked = (text: string, ...entities: Entity[]) =>
  pieces(text, entities)
    .map((piece) => (piece.label ? `[${piece.text}]` : piece.text))
    .join("");

it("cuts at positions in characters, emoji before them included", () => {
  expect(marked("😡 Safari fails", entity("Safari", 2))).toBe("😡 [Safari] fails");
});

it("finds an entity whose position is off, and drops one that is not there", () => {
  expect(marked("Pay in Safari", entity("Safari", 0), entity("Firefox", 4))).toBe("Pay in [Safari]");
});

it("keeps every character, overlaps or not", () => {
  const text = "Error 502 Bad Gateway";
  const cut = pieces(text, [entity("502 Bad Gateway", 6), entity("Bad", 10), entity("Error", 0)]);
  expect(cut.map((piece) => piece.text).join("")).toBe(text);
  expect(cut.filter((piece) => piece.label).map((piece) => piece.text)).toEqual(["Error", "502 Bad Gateway"]);
});

it("marks the words that moved the score, within what is named and beside it", () => {
  const text = "Safari is awful 😡 indeed";
  const cut = pieces(
    text,
    [entity("Safari is", 0)],
    [
      { start_pos: 7, end_pos: 15, weight: -2 },
      { start_pos: 18, end_pos: 90, weight: 1 },
    ],
  );
  expect(cut.map((piece) => [piece.text, piece.label, piece.weight])).toEqual([
    ["Safari ", "PRODUCT", undefined],
    ["is", "PRODUCT", -2],
    [" awful", undefined, -2],
    [" 😡 ", undefined, undefined],
    ["indeed", undefined, 1],
  ]);
  expect(pieces("", [])).toEqual([]);
});
