import { Link } from "@tanstack/react-router";
import type { PastState } from "@/api/types";
import { dateTime } from "@/lib/format";
import { MoodBadge } from "@/ui/mood";
import { Panel } from "@/ui/page";

/** What the ticket was like in each export that changed it, newest first. */
export function History({ history, zone }: { history: readonly PastState[]; zone: string }) {
  if (history.length === 0) return null;
  return (
    <Panel title="History">
      <ol className="flex flex-col gap-3 px-4 pt-1 pb-4 sm:px-5">
        {history.toReversed().map((state) => (
          <li
            key={`${state.job_id}/${state.as_of}`}
            className="flex flex-col gap-1 border-l-2 border-line pl-3 text-sm">
            <span className="flex flex-wrap items-center gap-2">
              <Link
                to="/jobs/$id"
                params={{ id: state.job_id }}
                className="quiet-link num text-xs text-ink-3"
                title="The upload this state came with">
                {dateTime(state.as_of, zone)}
              </Link>
              <MoodBadge mood={state.final_sentiment} />
            </span>
            <span className="text-ink-2">
              {[state.status, state.priority, state.assignee].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
