import { expect, it } from "vitest";
import { addressesIn, endsAddress } from "./addresses";

it("finds each address of what is pasted", () => {
  const list = ["ada@example.org", "grace@example.org"];
  for (const text of [
    "ada@example.org grace@example.org",
    "ada@example.org,grace@example.org",
    "ada@example.org\r\ngrace@example.org\n",
    "Ada Lovelace <ada@example.org>; Grace Hopper <grace@example.org>",
    '"Lovelace, Ada" <ada@example.org>, Hopper, Grace <grace@example.org>',
    "Ada <mailto:ada@example.org> Grace < grace@example.org >",
  ])
    expect(addressesIn(text), text).toEqual(list);
});

it("keeps what is no address, so that it is seen", () => {
  expect(addressesIn("nobody")).toEqual(["nobody"]);
  expect(addressesIn("nobody, ada@example.org")).toEqual(["nobody", "ada@example.org"]);
  expect(addressesIn(" ,; ")).toEqual([]);
  expect(addressesIn("Ada <>")).toEqual(["Ada <>"]);
});

it("ends an address while it is typed, but no name", () => {
  expect(["ada@example.org ", "ada@example.org,", "Ada L. <ada@example.org> ", "a@b;"].every(endsAddress)).toBe(true);
  expect(["Ada ", "Ada <ada@example.org", "Lovelace, ", "ada@example.org", "Lovelace,"].some(endsAddress)).toBe(false);
});
