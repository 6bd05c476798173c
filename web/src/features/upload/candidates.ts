import type { Mapping } from "@/api/types";

/** A column that may be meant, with values to know it by. */
export interface Candidate {
  index: number;
  name: string;
  samples: readonly string[];
}

/** So many are offered with one click; the others are in the list of columns. */
const MOST = 4;
const LONGEST_KEY = 200;
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/;

const valuesOf = (rows: Mapping["rows"], position: number): string[] => rows.map((row) => (row[position] ?? "").trim());

function columns(mapping: Mapping): (Candidate & { values: readonly string[] })[] {
  return mapping.header.map(({ index, name }, position) => {
    const values = valuesOf(mapping.rows, position);
    const samples = [...new Set(values.filter((value) => value !== ""))].slice(0, 2);
    return { index, name: name || `Column ${position + 1}`, samples, values };
  });
}

/** Columns that could name each ticket: a short value without blanks in every row, none twice, and no date. */
export function keyCandidates(mapping: Mapping): Candidate[] {
  const isKey = (values: readonly string[]) =>
    values.length > 0 &&
    new Set(values).size === values.length &&
    values.every((value) => value !== "" && value.length <= LONGEST_KEY && !/\s/.test(value) && !DATE.test(value));
  return columns(mapping)
    .filter(({ values }) => isKey(values))
    .slice(0, MOST);
}

/** Columns that could hold what people wrote: those with the longest values, which are neither numbers nor dates. */
export function textCandidates(mapping: Mapping, taken: readonly number[]): Candidate[] {
  const length = (values: readonly string[]) => values.reduce((sum, value) => sum + value.length, 0);
  const isText = (value: string) => value !== "" && !DATE.test(value) && !/^[\d.,\s]+$/.test(value);
  return columns(mapping)
    .filter(({ index, values }) => !taken.includes(index) && values.some(isText))
    .sort((a, b) => length(b.values) - length(a.values))
    .slice(0, MOST);
}
