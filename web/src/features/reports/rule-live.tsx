import { useQuery } from "@tanstack/react-query";
import type { Run } from "@/api/types";
import { day } from "@/lib/format";
import { Button } from "@/ui/button";
import { Panel } from "@/ui/page";
import { FormProblem, Skeleton } from "@/ui/states";
import { isHomeless } from "./faults";
import type { nextRuns } from "./queries";

/** `Mon 4 May 2026, 08:00`, from what the server says the clock there shows. */
function clock({ local }: Run): string {
  const [date = "", time = ""] = local.split("T");
  const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });
  return `${weekday.format(new Date(`${date}T00:00:00Z`))} ${day(date)}, ${time}`;
}

function Untold({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!isHomeless(error))
    return <p className="text-sm text-ink-2">None can be told: something about the times is not right yet.</p>;
  return (
    <div className="flex flex-col items-start gap-2">
      <FormProblem error={error} />
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}

/** When the next five reports would be due, and which days they would cover. */
export function NextRuns({ asked }: { asked: ReturnType<typeof nextRuns> }) {
  const runs = useQuery(asked);
  return (
    <Panel title="Next five runs" aside={runs.data?.timezone}>
      <div aria-live="polite" className="px-4 pb-4 sm:px-5">
        {runs.error ? (
          <Untold error={runs.error} onRetry={() => void runs.refetch()} />
        ) : !runs.data ? (
          <div role="status" aria-label="Computing the runs" className="flex flex-col gap-3 py-1">
            {[0, 1, 2, 3, 4].map((row) => (
              <Skeleton key={row} className="h-5" />
            ))}
          </div>
        ) : runs.data.runs.length === 0 ? (
          <p className="text-sm text-ink-2">It is never due.</p>
        ) : (
          <ol className="flex flex-col gap-2">
            {runs.data.runs.map((run) => (
              <li key={run.at} className="num text-sm">
                <time dateTime={run.at} className="font-medium">
                  {clock(run)}
                </time>{" "}
                <span className="whitespace-nowrap text-ink-2">
                  {run.abbreviation} ({run.offset})
                </span>
                <span className="block text-xs text-ink-3">
                  covers {day(run.first_day)}
                  {run.last_day !== run.first_day && ` – ${day(run.last_day)}`}
                  {run.is_moved &&
                    "; the clocks go forward: its time does not exist that day, so it is the first that does"}
                </span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Panel>
  );
}
