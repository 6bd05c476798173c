import { expect, it } from "vitest";
import { ticketSearch } from "@/features/tickets/search";
import { ownPath, parseSearch, stringifySearch } from "./url";

it("keeps the address plain and reads it back", () => {
  const text = stringifySearch({ q: "login & pay", sentiment: "negative", status: undefined, offset: 50, product: "" });
  expect(text).toBe("?q=login+%26+pay&sentiment=negative&offset=50");
  expect(ticketSearch(parseSearch(text))).toMatchObject({ q: "login & pay", sentiment: "negative", offset: 50 });
});

it("drops what the address must not say", () => {
  const search = ticketSearch({
    sentiment: "angry",
    sort: "drop table",
    offset: "-3",
    start_date: "2026-02-30",
    timezone: "Nowhere",
  });
  expect(Object.values(search).filter((value) => value !== undefined)).toEqual([]);
});

it("returns to our own pages only", () => {
  expect(ownPath("/tickets?q=a")).toBe("/tickets?q=a");
  for (const away of ["//evil.example", "/\\evil.example", "https://evil.example", undefined])
    expect(ownPath(away)).toBe("/");
});
