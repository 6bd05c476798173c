import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Mood, TrendDay } from "@/api/types";
import { Chart, type Picked } from "@/charts/chart";
import { usePalette } from "@/charts/palette";
import type { TicketSearch } from "@/features/tickets/search";
import { moodName } from "@/lib/format";
import { Button } from "@/ui/button";
import { MoodDot, MOODS } from "@/ui/mood";
import { Panel } from "@/ui/page";
import { bucketed, grainOf } from "./buckets";
import { moodOption } from "./mood-option";
import { MoodTable } from "./mood-table";

const GRAIN = { day: "by day", week: "by week", month: "by month" };

/** Mood and volumes over time; every point and every segment leads to its tickets. */
export function MoodChart({ trend, search }: { trend: readonly TrendDay[]; search: TicketSearch }) {
  const [asTable, setAsTable] = useState(false);
  const navigate = useNavigate();
  const colors = usePalette();
  const grain = grainOf(trend.length);
  const buckets = useMemo(() => bucketed(trend, grain), [trend, grain]);
  const option = useMemo(() => moodOption(buckets, grain, colors), [buckets, grain, colors]);

  const open = ({ seriesName, index }: Picked) => {
    const bucket = buckets[index];
    if (!bucket) return;
    const sentiment = MOODS.find((mood: Mood) => mood === seriesName);
    void navigate({
      to: "/tickets",
      search: { ...search, start_date: bucket.start, end_date: bucket.end, sentiment },
    });
  };

  return (
    <Panel
      title={`Mood over time, ${GRAIN[grain]}`}
      aside={
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <span className="flex items-center gap-1.5">
            <span aria-hidden="true" className="h-0.5 w-4 rounded bg-accent" />
            Mood
          </span>
          {MOODS.map((mood) => (
            <span key={mood} className="hidden items-center gap-1.5 sm:flex">
              <MoodDot mood={mood} />
              {moodName[mood]}
            </span>
          ))}
          <Button kind="ghost" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? "Chart" : "Table"}
          </Button>
        </div>
      }>
      {asTable ? (
        <MoodTable buckets={buckets} search={search} />
      ) : (
        <Chart
          option={option}
          onPick={open}
          className="min-h-72 w-full flex-1 px-1 pb-2 sm:min-h-80"
          label={`Mood ${GRAIN[grain]} as a line from −1 to +1, and how many tickets were negative, neutral and positive as stacked bars. The button “Table” shows the same as numbers.`}
        />
      )}
    </Panel>
  );
}
