import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Job, Lake, RebuildStatus, SystemState } from "@/api/types";
import { useMay } from "@/api/user";
import { Progress } from "@/features/jobs/progress";
import { retryJob } from "@/features/jobs/queries";
import { update } from "@/features/jobs/use-job";
import { cx } from "@/lib/cx";
import { ago, bytes, count, dateTime, duration } from "@/lib/format";
import { sentence } from "@/lib/sentence";
import { Button } from "@/ui/button";
import { AlertIcon, CheckIcon } from "@/ui/icons";
import { Modal } from "@/ui/modal";
import { Page, Panel } from "@/ui/page";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { toastProblem } from "@/ui/toast";
import { beginRebuild, lake, rebuild, services, STORES } from "./queries";

/** Whether the stores are sound, which files are not, and writing the lake anew. */
export function Stores() {
  const may = useMay("lake:rebuild");
  const files = useQuery({ ...lake, enabled: may });
  const rebuilds = useQuery({ ...rebuild, enabled: may });
  const state = useQuery({ ...services(rebuilds.data?.running != null), enabled: may });
  if (!may)
    return (
      <Page title="Stores">
        <div className="panel">
          <Empty title="Only administrators look after the stores">Ask one of yours.</Empty>
        </div>
      </Page>
    );
  const failed = [state, files, rebuilds].find((query) => query.error && !query.data);
  return (
    <Page
      title="Stores"
      lead="Records hold the truth. The lake is a copy of them that dashboards and reports are counted from; it can be written anew."
      actions={
        files.data &&
        rebuilds.data && <Begin damaged={files.data.damaged.length > 0} running={rebuilds.data.running !== null} />
      }>
      {failed ? (
        <Failure error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !state.data || !files.data || !rebuilds.data ? (
        <div className="panel">
          <SkeletonRows rows={5} />
        </div>
      ) : (
        <>
          {rebuilds.data.running && (
            <Progress
              id={rebuilds.data.running.job_id}
              title="Rebuilding"
              label="Progress of the rebuild"
              phases={PHASE}
              rows="rows"
              done="The lake is rebuilt."
              stale={STORES}
            />
          )}
          {!rebuilds.data.running && rebuilds.data.last && <Last job={rebuilds.data.last} />}
          {files.data.damaged.length > 0 && <Damaged files={files.data.damaged} rebuilds={rebuilds.data} />}
          <Services state={state.data} />
          <Files files={files.data.files} />
        </>
      )}
    </Page>
  );
}

const PHASE: Partial<Record<Job["phase"], string>> = {
  map: "Looking at what is there",
  score: "Writing files",
  publish: "Putting the new files in place",
  compare: "Comparing both stores",
  done: "Done",
};

function Begin({ damaged, running }: { damaged: boolean; running: boolean }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const beginning = useMutation({
    mutationFn: beginRebuild,
    onSuccess: (job) => {
      setAsking(false);
      update(queries, job);
      void queries.invalidateQueries({ queryKey: rebuild.queryKey });
    },
    onError: toastProblem,
  });
  return (
    <>
      <Button kind={damaged ? "primary" : "plain"} disabled={running} onClick={() => setAsking(true)}>
        Rebuild
      </Button>
      <Modal open={asking} title="Rebuild the lake?" onClose={() => setAsking(false)}>
        <p className="text-ink-2">
          Tickets, texts and entities are written from the records, with the scores they have. Rows of exports that are
          missing or damaged are read from the stored exports again. Nothing is scored, and no figure changes.
        </p>
        <p className="text-ink-2">Uploads wait meanwhile. All of it takes effect at once.</p>
        <div className="flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>Not now</Button>
          <Button kind="primary" busy={beginning.isPending} onClick={() => beginning.mutate()}>
            Rebuild
          </Button>
        </div>
      </Modal>
    </>
  );
}

/** What the last rebuild could not do, or that it is done. */
function Last({ job }: { job: Job }) {
  const queries = useQueryClient();
  const retrying = useMutation({
    mutationFn: () => retryJob(job.job_id),
    onSuccess: (next) => {
      update(queries, next);
      void queries.invalidateQueries({ queryKey: rebuild.queryKey });
    },
    onError: toastProblem,
  });
  if (job.status !== "failed" && !job.error) {
    return job.completed_at === null ? null : (
      <p className="text-sm text-ink-2">
        Rebuilt{" "}
        <time dateTime={job.completed_at} title={dateTime(job.completed_at)}>
          {ago(job.completed_at)}
        </time>
        {job.duration !== null && `, in ${duration(job.duration)}`}.
      </p>
    );
  }
  const failed = job.status === "failed";
  return (
    <div
      role="alert"
      className={cx(
        "flex flex-wrap items-center justify-between gap-3 rounded-lg px-4 py-3 text-sm",
        failed ? "bg-negative-soft text-negative-ink" : "bg-caution-soft text-caution-ink",
      )}>
      <div className="min-w-0 flex-1 break-words">
        <p className="font-medium">
          {failed
            ? "The last rebuild failed and changed nothing."
            : "The last rebuild is done, but not everything could be written anew."}
        </p>
        {job.error && <p>{sentence(job.error.detail)}</p>}
        {job.error && <p>{sentence(job.error.remedy)}</p>}
      </div>
      {failed && (
        <Button busy={retrying.isPending} onClick={() => retrying.mutate()}>
          Try again
        </Button>
      )}
    </div>
  );
}

function Damaged({ files, rebuilds }: { files: Lake["damaged"]; rebuilds: RebuildStatus }) {
  return (
    <Panel title="Damaged files" aside={<span className="num">{count(files.length)}</span>}>
      <p className="px-4 pb-3 text-sm text-ink-2 sm:px-5">
        {rebuilds.running
          ? "The rebuild writes them anew."
          : "What is counted from them is not shown until the lake is rebuilt or the files are put back from a backup."}
      </p>
      <ul>
        {files.map((file) => (
          <li key={file.path} className="flex flex-col gap-1 border-t border-line px-4 py-3 sm:px-5">
            <span className="font-mono text-xs break-all">{file.path}</span>
            <span className="text-sm text-negative-ink">{sentence(file.reason)}</span>
            <span className="num text-xs text-ink-3">
              {count(file.row_count)} rows · found{" "}
              <time dateTime={file.since} title={dateTime(file.since)}>
                {ago(file.since)}
              </time>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Services({ state }: { state: SystemState }) {
  return (
    <Panel title="State">
      <ul>
        {state.services.map((service) => {
          const healthy = service.status === "healthy";
          return (
            <li
              key={service.name}
              className="flex items-start gap-3 border-t border-line px-4 py-3 first:border-0 sm:px-5">
              {healthy ? (
                <CheckIcon className="mt-1 shrink-0 text-positive-ink" />
              ) : (
                <AlertIcon className="mt-1 shrink-0 text-negative-ink" />
              )}
              <span className="min-w-0">
                <span className="block font-medium capitalize">
                  {service.name}
                  <span className="sr-only">: {service.status}</span>
                </span>
                <span className="num block text-sm break-words text-ink-2">{sentence(service.detail)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

const DATASETS = [
  ["ticket", "Tickets"],
  ["sentiment", "Texts"],
  ["entity", "Entities"],
  ["raw", "Rows of exports"],
] as const;

function Files({ files }: { files: readonly Pick<Lake["files"][number], "dataset" | "byte_size">[] }) {
  if (files.length === 0)
    return (
      <div className="panel">
        <Empty title="The lake is empty">Upload an export first.</Empty>
      </div>
    );
  return (
    <Panel title="Files of the lake" aside={<span className="num">{count(files.length)}</span>}>
      <dl className="num flex flex-wrap gap-x-8 gap-y-3 px-4 pb-4 sm:px-5">
        {DATASETS.map(([dataset, name]) => {
          const of = files.filter((file) => file.dataset === dataset);
          return (
            <div key={dataset} className="flex flex-col-reverse">
              <dt className="text-xs text-ink-3">
                {name}, {bytes(of.reduce((sum, file) => sum + file.byte_size, 0))}
              </dt>
              <dd className="text-lg font-semibold">{count(of.length)}</dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}
