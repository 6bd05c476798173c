import { expect, test } from "vitest";
import type { Ticket } from "@/api/types";
import { ticket } from "../../../tests/conversation";
import { behind, joined } from "./parts";

const part = (from: number, to: number, change: Partial<Ticket> = {}): Ticket => ({
  ...ticket,
  comments: ticket.comments.slice(from, to),
  ...change,
});

test("the next part begins behind the last text that is here", () => {
  expect(behind([])).toBeUndefined();
  expect(behind([part(0, 3)])).toEqual({ offset: 3, source: ticket.source });
  expect(behind([part(0, 3), part(3, 5)])).toEqual({ offset: 5, source: ticket.source });
  expect(behind([part(0, 3), part(3, 7)])).toBeUndefined();
  expect(behind([part(0, 3), part(7, 7)])).toBeUndefined();
});

test("parts are one ticket, which tells whether all its names are here", () => {
  expect(joined([])).toBeUndefined();
  const whole = joined([part(0, 3, { entities: [], entities_are_all: false }), part(3, 7)]);
  expect(whole?.comments).toEqual(ticket.comments);
  expect(whole?.entities).toEqual(ticket.entities);
  expect(whole?.entities_are_all).toBe(false);
});
