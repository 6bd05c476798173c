import { expect, it } from "vitest";
import type { Repeat } from "@/api/types";
import { filtered, rule } from "./words";

it("says when a schedule is due as people do", () => {
  const time = "08:00";
  const said: [Repeat, string][] = [
    [{ kind: "daily", time }, "Every day at 08:00"],
    [{ kind: "weekly", days: ["friday", "monday"], time }, "Every Monday and Friday at 08:00"],
    [
      { kind: "weekly", days: ["monday", "tuesday", "wednesday", "thursday", "friday"], time },
      "Every working day at 08:00",
    ],
    [{ kind: "monthly", on: { kind: "day", day: 31 }, time }, "Every month on day 31 (or the last day) at 08:00"],
    [{ kind: "monthly", on: { kind: "last_working_day" }, time }, "Every month on the last working day at 08:00"],
    [
      { kind: "monthly", on: { kind: "weekday", week: "second", weekday: "tuesday" }, time },
      "Every month on the second Tuesday at 08:00",
    ],
    [{ kind: "cron", expression: "0 8 * * 1" }, "By the expression 0 8 * * 1"],
  ];
  for (const [repeat, words] of said) expect(rule(repeat)).toBe(words);
});

it("says which tickets a report is about", () => {
  expect(filtered({})).toBe("All tickets");
  expect(filtered({ product: ["Billing", "App"], priority: ["High"] })).toBe(
    "Tickets with product Billing or App and priority High",
  );
});
