import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { QueuedJob, QueuePause } from "@/api/types";
import { useMay } from "@/api/user";
import { ago, count, dateTime } from "@/lib/format";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/modal";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Select } from "@/ui/select";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { toast, toastProblem } from "@/ui/toast";
import { cancelJob, goFirst, moveJob, PAGE_SIZE, pauseQueue, QUEUE, queue } from "./queries";

/** What runs, what waits for what, and for administrators the order of it. */
export function QueuePage() {
  const { offset = 0 } = useSearch({ from: "/app/queue" });
  const navigate = useNavigate({ from: "/queue" });
  const list = useQuery(queue(offset));
  const mayManage = useMay("queue:manage");
  return (
    <Page
      title="Queue"
      lead="Jobs that are under way, in the order in which they take effect."
      actions={mayManage && list.data && <Pause paused={list.data.paused} />}>
      {list.error && !list.data ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <div className="panel">
          <SkeletonRows rows={4} />
        </div>
      ) : (
        <>
          <Paused paused={list.data.paused} />
          <div className="panel overflow-hidden">
            {list.data.results.length === 0 ? (
              <Empty title="Nothing is under way">
                Uploads, rescorings and rebuilds stand here from the moment they are asked for until they are done.
              </Empty>
            ) : (
              <ul>
                {list.data.results.map((job) => (
                  <Row key={job.job_id} job={job} all={list.data.results} mayManage={mayManage} />
                ))}
              </ul>
            )}
            <Pager
              offset={offset}
              limit={PAGE_SIZE}
              total={list.data.total}
              onMove={(to) => void navigate({ search: { offset: to === 0 ? undefined : to } })}
            />
          </div>
        </>
      )}
    </Page>
  );
}

function Pause({ paused }: { paused: QueuePause }) {
  const queries = useQueryClient();
  const pausing = useMutation({
    mutationFn: pauseQueue,
    onSuccess: (now) => {
      void queries.invalidateQueries({ queryKey: QUEUE });
      toast(now.workspace ? "The queue is paused." : "The queue goes on.");
    },
    onError: toastProblem,
  });
  return (
    <Button
      busy={pausing.isPending}
      kind={paused.workspace ? "primary" : "plain"}
      onClick={() => pausing.mutate(!paused.workspace)}>
      {paused.workspace ? "Go on" : "Pause"}
    </Button>
  );
}

function Paused({ paused }: { paused: QueuePause }) {
  if (!paused.queue && !paused.workspace) return null;
  return (
    <p role="status" className="rounded-lg bg-caution-soft px-4 py-3 text-sm text-caution-ink">
      {paused.queue ? "The whole queue is paused by who runs Undertone. " : "The queue of this workspace is paused. "}
      Steps that are being done end; no other is begun.
    </p>
  );
}

const STATUS = { queued: "Waits", ready: "Next", running: "Running" } as const;
const PRIORITIES = [
  [10, "Urgent"],
  [20, "High"],
  [50, "Normal"],
  [70, "Low"],
  [90, "Background"],
] as const;

const name = (job: QueuedJob) => job.file_name || job.title;

function Row({ job, all, mayManage }: { job: QueuedJob; all: QueuedJob[]; mayManage: boolean }) {
  const before = all.find((other) => other.job_id === job.waits_for);
  const { queued, ready, running, completed } = job.steps;
  const steps = queued + ready + running + completed;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-0 sm:px-5">
      <span className="num w-6 shrink-0 text-sm text-ink-3">{job.position}</span>
      <span className="min-w-0 flex-1 basis-48">
        {job.kind === "upload" ? (
          <Link to="/jobs/$id" params={{ id: job.job_id }} className="block truncate font-medium">
            {name(job)}
          </Link>
        ) : (
          <span className="block truncate font-medium">{name(job)}</span>
        )}
        <span className="num block text-xs text-ink-3">
          {job.title} · asked for{" "}
          <time dateTime={job.submitted_at} title={dateTime(job.submitted_at)}>
            {ago(job.submitted_at)}
          </time>
          {job.retries > 0 && ` · ${count(job.retries)} tried again`}
        </span>
      </span>
      <span className="num min-w-0 basis-44 text-sm text-ink-2">
        {STATUS[job.status]}
        {job.status === "running" && job.current_phase && `, ${job.current_phase.title}`}
        <span className="block truncate text-xs text-ink-3">
          {before && job.status !== "running"
            ? `after ${name(before)}`
            : `${count(completed)} of ${count(steps)} steps`}
        </span>
      </span>
      {mayManage && <Actions job={job} />}
    </li>
  );
}

function Actions({ job }: { job: QueuedJob }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const again = () => void queries.invalidateQueries({ queryKey: QUEUE });
  const first = useMutation({ mutationFn: () => goFirst(job.job_id), onSettled: again, onError: toastProblem });
  const moving = useMutation({
    mutationFn: (priority: number) => moveJob(job.job_id, { priority }),
    onSettled: again,
    onError: toastProblem,
  });
  const cancelling = useMutation({
    mutationFn: () => cancelJob(job.job_id),
    onSuccess: () => {
      setAsking(false);
      toast(`${name(job)} is cancelled. It can be tried again.`);
    },
    onSettled: again,
    onError: toastProblem,
  });
  const waits = job.priority > 0;
  const known = PRIORITIES.some(([value]) => value === job.priority);
  const options = PRIORITIES.map(([value, label]) => ({ value: String(value), label }));
  return (
    <span className="flex flex-wrap items-center gap-2 lg:w-72 lg:justify-end">
      {waits && (
        <Select
          label={`Priority of ${name(job)}`}
          className="w-32"
          value={String(job.priority)}
          options={known ? options : [{ value: String(job.priority), label: String(job.priority) }, ...options]}
          onChange={(priority) => moving.mutate(Number(priority))}
        />
      )}
      {waits && job.position > 1 && (
        <Button busy={first.isPending} onClick={() => first.mutate()}>
          Go first
        </Button>
      )}
      <Button kind="danger" onClick={() => setAsking(true)}>
        Cancel
      </Button>
      <Modal open={asking} title={`Cancel ${name(job)}?`} onClose={() => setAsking(false)}>
        <p className="text-ink-2">
          What it has done so far is taken back; nothing of it has been shown. It can be tried again from its beginning.
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>Keep it</Button>
          <Button kind="danger" busy={cancelling.isPending} onClick={() => cancelling.mutate()}>
            Cancel the job
          </Button>
        </div>
      </Modal>
    </span>
  );
}
