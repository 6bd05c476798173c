import { expect, it } from "vitest";
import { Problem } from "@/api/problem";
import { faults, isHomeless, wrongRecipient } from "./faults";

const at = (field: string) => new Problem(400, { detail: "it is wrong", remedy: "mend it", field });

it("tells what is wrong at its field, the first answer first", () => {
  const fault = faults(null, at("repeat.time"), new Problem(400, { detail: "another", field: "repeat.time" }));
  expect(fault("repeat.time")).toBe("It is wrong. Mend it.");
  expect(fault("name")).toBeUndefined();
});

it("knows which failures have no field to stand at", () => {
  expect(["name", "repeat.expression", "recipients[3]", "team", "layout.sections"].map(at).some(isHomeless)).toBe(
    false,
  );
  expect([at("elsewhere"), new Problem(409, {}), Problem.offline()].every(isHomeless)).toBe(true);
  expect(isHomeless(null)).toBe(false);
  expect([wrongRecipient(at("recipients[3]")), wrongRecipient(at("recipients")), wrongRecipient(null)]).toEqual([
    3,
    undefined,
    undefined,
  ]);
});
