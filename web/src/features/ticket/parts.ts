import type { Ticket } from "@/api/types";

/** Where a part of a ticket's texts begins; the source is known from the first part on. */
interface Place {
  offset: number;
  source?: string;
}

const texts = (parts: readonly Ticket[]) => parts.reduce((sum, { comments }) => sum + comments.length, 0);

/** The part behind those that are here, if the ticket has more texts. */
export function behind(parts: readonly Ticket[]): Place | undefined {
  const last = parts.at(-1);
  // A part without texts tells that some have gone meanwhile.
  if (!last || last.comments.length === 0) return undefined;
  const offset = texts(parts);
  return offset < last.texts_total ? { offset, source: last.source } : undefined;
}

/** The ticket as its latest part knows it, with the texts of all. */
export function joined(parts: readonly Ticket[]): Ticket | undefined {
  const last = parts.at(-1);
  return (
    last && {
      ...last,
      comments: parts.flatMap(({ comments }) => comments),
      entities: parts.flatMap(({ entities }) => entities),
      entities_are_all: parts.every((part) => part.entities_are_all),
    }
  );
}

/** Where each part begins. */
export const starts = (parts: readonly Ticket[]): number[] => parts.map((_, part) => texts(parts.slice(0, part)));
