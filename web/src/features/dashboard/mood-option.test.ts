import { expect, it } from "vitest";
import type { Palette } from "@/charts/palette";
import type { Bucket } from "./buckets";
import { moodOption } from "./mood-option";

const bucket = (start: string, compound: number | null): Bucket => ({
  start,
  end: start,
  negative: 0,
  neutral: 0,
  positive: compound === null ? 0 : 1,
  total: compound === null ? 0 : 1,
  compound,
});

it("breaks the line of the mood where there are no tickets", () => {
  const { series } = moodOption(
    [bucket("2026-01-01", 0.4), bucket("2026-02-01", null), bucket("2026-03-01", -0.2)],
    "month",
    {} as Palette,
  );
  const [mood] = series as [{ data: unknown; connectNulls: boolean; showAllSymbol: boolean }];
  expect(mood.data).toEqual([0.4, null, -0.2]);
  expect(mood).toMatchObject({ connectNulls: false, showAllSymbol: true });
});
