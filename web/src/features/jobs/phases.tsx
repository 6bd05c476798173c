import type { Job, JobPhase } from "@/api/types";
import { cx } from "@/lib/cx";
import { count, duration } from "@/lib/format";
import { Spinner } from "@/ui/button";
import { CheckIcon, CrossIcon } from "@/ui/icons";

type Progress = "done" | "now" | "failed" | "ahead";

function progressOf(job: Job, index: number): Progress {
  if (job.status === "completed" || job.phase === "done") return "done";
  const at = job.phases.findIndex((phase) => phase.name === job.phase);
  if (index < at) return "done";
  if (index > at) return "ahead";
  if (job.status === "failed") return "failed";
  return job.status === "running" ? "now" : "ahead";
}

/** The steps of a job: what is done and what it took, what runs, what is ahead. */
export function Phases({ job }: { job: Job }) {
  const percent = Math.round((job.status === "completed" ? 1 : job.progress) * 100);
  return (
    <div className="flex flex-col gap-3">
      {job.status !== "completed" && (
        <div
          role="progressbar"
          aria-label="Progress of the job"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
          className="h-1.5 overflow-hidden rounded-full bg-sunken">
          <div
            className={cx(
              "h-full rounded-full transition-[width] duration-500",
              job.status === "failed" ? "bg-negative" : "bg-accent",
            )}
            style={{ width: `${percent}%` }}
          />
        </div>
      )}
      <ol className="grid grid-cols-1 gap-x-4 gap-y-2 sm:grid-cols-5">
        {job.phases.map((phase, index) => (
          <Step key={phase.name} job={job} phase={phase} progress={progressOf(job, index)} />
        ))}
      </ol>
    </div>
  );
}

function Step({ job, phase, progress }: { job: Job; phase: JobPhase; progress: Progress }) {
  const cost = job.phase_durations[phase.name];
  return (
    <li
      className={cx("flex items-start gap-2 text-sm", progress === "ahead" && "text-ink-3")}
      aria-current={progress === "now" ? "step" : undefined}>
      <span className="mt-0.5 grid size-4 shrink-0 place-items-center">
        {progress === "done" && <CheckIcon className="size-3.5 text-positive-ink" />}
        {progress === "failed" && <CrossIcon className="size-3.5 text-negative-ink" />}
        {progress === "now" && <Spinner className="text-accent" />}
        {progress === "ahead" && <span className="size-1.5 rounded-full bg-line-strong" />}
      </span>
      <span className="flex min-w-0 flex-wrap gap-x-2 sm:flex-col">
        <span className={cx(progress === "now" && "font-medium")}>{phase.title}</span>
        {cost && progress !== "ahead" && (
          <span className="num text-xs text-ink-3">
            {duration(cost.seconds)}
            {cost.rows > 0 && ` · ${count(cost.rows)} rows`}
          </span>
        )}
      </span>
    </li>
  );
}
