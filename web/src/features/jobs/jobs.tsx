import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { Job } from "@/api/types";
import { useMay } from "@/api/user";
import { ago, bytes, count, dateTime, duration } from "@/lib/format";
import { sentence } from "@/lib/sentence";
import { Button, LinkButton } from "@/ui/button";
import { UploadIcon } from "@/ui/icons";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Select } from "@/ui/select";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { toast, toastProblem } from "@/ui/toast";
import { STATUS_NAME, StatusBadge } from "./job-status";
import { isTakenIn, jobList, PAGE_SIZE, retryJob } from "./queries";
import { JOB_STATUSES } from "./search";
import { UndoJob } from "./undo-job";
import { update } from "./use-job";

const OPTIONS = [
  { value: "", label: "Any" },
  ...JOB_STATUSES.map((status) => ({ value: status, label: STATUS_NAME[status] })),
] as const;

/** Every upload and what became of it. */
export function Jobs() {
  const search = useSearch({ from: "/app/jobs" });
  const navigate = useNavigate({ from: "/jobs" });
  const list = useQuery(jobList(search));
  const mayUpload = useMay("uploads:write");
  const upload = mayUpload && (
    <LinkButton to="/upload" kind="primary">
      <UploadIcon />
      Upload
    </LinkButton>
  );
  return (
    <Page
      title="Jobs"
      lead="Every upload, newest first."
      actions={
        <>
          <Select
            label="Status"
            prefix="Status"
            className="w-44"
            value={search.status ?? ""}
            options={OPTIONS}
            onChange={(status) => void navigate({ search: { status: status === "" ? undefined : status } })}
          />
          {upload}
        </>
      }>
      {list.error && !list.data ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <div className="panel">
          <SkeletonRows rows={6} />
        </div>
      ) : (
        <div className="panel overflow-hidden">
          {list.data.results.length === 0 ? (
            search.status ? (
              <Empty
                title="No such job"
                action={
                  <LinkButton to="/jobs" search={{}}>
                    All jobs
                  </LinkButton>
                }>
                None is in this state.
              </Empty>
            ) : (
              <Empty title="Nothing has been uploaded yet" action={upload}>
                Uploads and their progress are listed here.
              </Empty>
            )
          ) : (
            <ul>
              {list.data.results.map((job) => (
                <Row key={job.job_id} job={job} maySteer={mayUpload} />
              ))}
            </ul>
          )}
          <Pager
            offset={search.offset ?? 0}
            limit={PAGE_SIZE}
            total={list.data.total}
            onMove={(offset) =>
              void navigate({ search: (before) => ({ ...before, offset: offset === 0 ? undefined : offset }) })
            }
          />
        </div>
      )}
    </Page>
  );
}

function Row({ job, maySteer }: { job: Job; maySteer: boolean }) {
  const queries = useQueryClient();
  const retrying = useMutation({
    mutationFn: () => retryJob(job.job_id),
    onSuccess: (next) => {
      update(queries, next);
      void queries.invalidateQueries({ queryKey: ["jobs"] });
      toast(`${job.file_name} is tried again.`);
    },
    onError: toastProblem,
  });
  return (
    <li className="flex items-center gap-3 border-t border-line pr-4 first:border-0 hover:bg-hover sm:pr-5">
      <Link
        to="/jobs/$id"
        params={{ id: job.job_id }}
        className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 py-3 pl-4 sm:grid-cols-[minmax(0,1fr)_8rem_minmax(0,17rem)_6.5rem] sm:pl-5">
        <span className="min-w-0">
          <span className="block truncate font-medium">{job.file_name}</span>
          <span className="num block truncate text-xs text-ink-3">
            {bytes(job.file_size)} · {count(job.total_columns)} columns · {job.timezone}
          </span>
        </span>
        <span>
          <StatusBadge status={job.status} undone={job.undone_at !== null} />
        </span>
        <span className="num text-sm text-ink-2">
          <Result job={job} />
        </span>
        <time dateTime={job.submitted_at} title={dateTime(job.submitted_at)} className="text-right text-xs text-ink-3">
          {ago(job.submitted_at)}
        </time>
      </Link>
      {job.status === "failed" && maySteer ? (
        <Button className="w-18" busy={retrying.isPending} onClick={() => retrying.mutate()}>
          Retry
        </Button>
      ) : isTakenIn(job) && maySteer ? (
        <UndoJob job={job} className="w-18" />
      ) : (
        <span className="hidden w-18 shrink-0 sm:block" />
      )}
    </li>
  );
}

function Result({ job }: { job: Job }) {
  if (job.status === "running")
    return (
      <>
        {Math.round(job.progress * 100)} % · {job.phases.find((phase) => phase.name === job.phase)?.title ?? job.phase}
      </>
    );
  if (job.status === "failed")
    return <span className="line-clamp-1 text-negative-ink">{job.error && sentence(job.error.detail)}</span>;
  if (job.undone_at !== null) return <>undone {ago(job.undone_at)}</>;
  if (job.status !== "completed") return null;
  return (
    <>
      {count(job.tickets_added + job.tickets_updated + job.tickets_unchanged)} tickets
      {job.row_errors > 0 && (
        <>
          {" "}
          ·{" "}
          <span className="whitespace-nowrap text-caution-ink">
            {count(job.row_errors)} {job.row_errors === 1 ? "row problem" : "row problems"}
          </span>
        </>
      )}
      {job.duration !== null && (
        <span className="text-ink-3">
          {" "}
          · <span className="whitespace-nowrap">{duration(job.duration)}</span>
        </span>
      )}
    </>
  );
}
