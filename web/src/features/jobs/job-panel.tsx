import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { Job } from "@/api/types";
import { useMay } from "@/api/user";
import { browserZone } from "@/lib/dates";
import { count, duration } from "@/lib/format";
import { sentence } from "@/lib/sentence";
import { useSeveralSources } from "@/features/tickets/queries";
import { MappingEditor } from "@/features/upload/mapping-editor";
import { MappingSummary } from "@/features/upload/mapping-summary";
import { Button, LinkButton } from "@/ui/button";
import { Failure, Skeleton } from "@/ui/states";
import { toastProblem } from "@/ui/toast";
import { Offline } from "./offline";
import { Phases } from "./phases";
import { isTakenIn, retryJob, ticketDays } from "./queries";
import { RowErrors } from "./row-errors";
import { RowRuns } from "./row-runs";
import { RowSum, type Shown } from "./row-sum";
import { Undone } from "./undo-job";
import { update, useJob } from "./use-job";

/** A job as it goes on: the mapping to confirm, the steps, the outcome. */
export function JobPanel({ id }: { id: string }) {
  const { data: job, error, refetch } = useJob(id);
  if (error && !job && !asProblem(error).isPassing) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <Offline id={id} className="mb-4" />
      {job ? <Live job={job} /> : <Skeleton className="h-24" />}
    </>
  );
}

function Live({ job }: { job: Job }) {
  const mayUpload = useMay("uploads:write");
  const [showMapping, setShowMapping] = useState(false);
  const [shown, setShown] = useState<Shown>({});
  const mapped = job.kind === "upload" && job.status !== "failed" && job.phase !== "inspect";
  if (job.status === "review") {
    return mayUpload ? (
      <MappingEditor job={job} />
    ) : (
      <p className="text-sm text-ink-2">An analyst has to confirm which columns are what.</p>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <Phases job={job} />
      {job.status === "failed" && <Failed job={job} mayRetry={mayUpload} />}
      {job.status === "completed" && job.undone_at === null && <Outcome job={job} />}
      {job.kind === "upload" && <Undone job={job} />}
      {job.rows && <RowSum job={job.job_id} rows={job.rows} onShow={setShown} />}
      {shown.rows && <RowRuns key={shown.rows} id={job.job_id} kind={shown.rows} />}
      <RowErrors id={job.job_id} total={job.row_errors} kind={shown.kind} onAll={() => setShown({})} />
      {mapped && (
        <div>
          <Button
            kind="ghost"
            className="-ml-3"
            aria-expanded={showMapping}
            onClick={() => setShowMapping(!showMapping)}>
            {showMapping ? "Hide the columns" : "Which columns were taken"}
          </Button>
          {showMapping && <MappingSummary id={job.job_id} />}
        </div>
      )}
    </div>
  );
}

function Outcome({ job }: { job: Job }) {
  const parts: [string, number][] = [
    ["new", job.tickets_added],
    ["updated", job.tickets_updated],
    ["unchanged", job.tickets_unchanged],
    ...(job.tickets_undated > 0 ? [["without a date", job.tickets_undated] as [string, number]] : []),
    ["texts scored", job.sentiment_records],
    ["entities", job.entity_records],
  ];
  return (
    <div className="flex flex-wrap items-center justify-between gap-4 rounded-lg bg-sunken px-4 py-3">
      <dl className="num flex flex-wrap gap-x-6 gap-y-2">
        {parts.map(([name, value]) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-xs text-ink-3">{name}</dt>
            <dd className="text-lg font-semibold">{count(value)}</dd>
          </div>
        ))}
        {job.duration !== null && (
          <div className="flex flex-col-reverse">
            <dt className="text-xs text-ink-3">took</dt>
            <dd className="text-lg font-semibold">{duration(job.duration)}</dd>
          </div>
        )}
      </dl>
      <ToDashboard job={job} />
    </div>
  );
}

/** To the days and the source of what a job brought: the newest tickets of all need not be among them. */
function ToDashboard({ job }: { job: Job }) {
  const zone = browserZone();
  const ofFile = isTakenIn(job);
  const { data: days } = useQuery({ ...ticketDays(job.job_id, zone), enabled: ofFile });
  const several = useSeveralSources();
  const source = ofFile && several ? job.source : undefined;
  return (
    <LinkButton to="/" search={{ start_date: days?.start, end_date: days?.end, source }} kind="primary">
      Open the dashboard
    </LinkButton>
  );
}

function Failed({ job, mayRetry }: { job: Job; mayRetry: boolean }) {
  const queries = useQueryClient();
  const retrying = useMutation({
    mutationFn: () => retryJob(job.job_id),
    onSuccess: (next) => update(queries, next),
    onError: toastProblem,
  });
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-between gap-3 rounded-lg bg-negative-soft px-4 py-3 text-sm text-negative-ink">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{job.error ? sentence(job.error.detail) : "The job failed."}</p>
        {job.error && <p>{sentence(job.error.remedy)}</p>}
      </div>
      {mayRetry && (
        <Button busy={retrying.isPending} onClick={() => retrying.mutate()}>
          Try again
        </Button>
      )}
    </div>
  );
}
