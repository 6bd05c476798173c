export interface CorrectionsSearch {
  offset?: number | undefined;
}

export function correctionsSearch(search: Record<string, unknown>): CorrectionsSearch {
  const offset = Number(search["offset"]);
  return { offset: Number.isInteger(offset) && offset > 0 ? offset : undefined };
}
