import { expect, it } from "vitest";
import { often } from "./cron";

it("tells how often an expression is due", () => {
  expect(often("0 8 * * MON-FRI")).toEqual({ hourly: 1, daily: 1 });
  expect(often("* * * * *")).toEqual({ hourly: 60, daily: 1440 });
  expect(often(" */15  8-17 * * MON-FRI ")).toEqual({ hourly: 4, daily: 40 });
  expect(often("5/20 0,12 L * *")).toEqual({ hourly: 3, daily: 6 });
  expect(often("0,0,30 6 * * *")).toEqual({ hourly: 2, daily: 2 });
});

it("says nothing of what it cannot read", () => {
  for (const expression of ["", "0 8 * *", "0 8 * * * *", "60 8 * * *", "x 8 * * *", "*/0 * * * *", "1-2-3 8 * * *"])
    expect(often(expression), expression).toBeUndefined();
});
