import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Job } from "@/api/types";
import { cx } from "@/lib/cx";
import { count } from "@/lib/format";
import { Spinner } from "@/ui/button";
import { Panel } from "@/ui/page";
import { SkeletonRows } from "@/ui/states";
import { toast } from "@/ui/toast";
import { Offline } from "./offline";
import { isOver } from "./queries";
import { useJob } from "./use-job";

interface ProgressProps {
  id: string;
  title: string;
  /** What the bar is called. */
  label: string;
  phases: Partial<Record<Job["phase"], string>>;
  /** What its rows are. */
  rows: string;
  /** What is said when it is completed. */
  done: string;
  /** What is asked for again when it is over. */
  stale: readonly unknown[];
}

/** How far a job of the whole workspace is; when it is over, everything it changed is asked for again. */
export function Progress({ id, title, label, phases, rows, done, stale }: ProgressProps) {
  const queries = useQueryClient();
  const { data: job } = useJob(id);
  const over = job !== undefined && isOver(job);
  const completed = job?.status === "completed";
  useEffect(() => {
    if (!over) return;
    void queries.invalidateQueries({ queryKey: stale });
    if (completed) toast(done);
  }, [over, completed, queries, stale, done]);
  if (!job)
    return (
      <div className="panel">
        <SkeletonRows rows={2} />
      </div>
    );
  // Before its first row is counted nobody knows the share.
  const percent =
    (job.phase === "score" || job.phase === "map") && job.records_processed === 0
      ? undefined
      : Math.round(job.progress * 100);
  return (
    <Panel title={title} aside={percent !== undefined && <span className="num">{percent} %</span>}>
      <Offline id={id} className="mx-4 mb-3 sm:mx-5" />
      <div className="flex flex-col gap-2 px-4 pb-4 sm:px-5">
        <div
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
          className="h-1.5 overflow-hidden rounded-full bg-sunken">
          <div
            className={cx(
              "h-full rounded-full",
              percent === undefined ? "animate-pulse bg-line-strong" : "bg-accent transition-[width] duration-500",
            )}
            style={{ width: `${percent ?? 100}%` }}
          />
        </div>
        <p className="num flex items-center gap-2 text-sm text-ink-2">
          {percent === undefined && <Spinner className="text-accent" />}
          <span>
            {phases[job.phase] ?? "Queued"}
            {percent !== undefined &&
              job.total_rows !== null &&
              ` · ${count(job.records_processed)} of ${count(job.total_rows)} ${rows}`}
          </span>
        </p>
      </div>
    </Panel>
  );
}
