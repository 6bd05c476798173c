import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Job, ScoringStatus } from "@/api/types";
import { useMay } from "@/api/user";
import { Progress } from "@/features/jobs/progress";
import { retryJob } from "@/features/jobs/queries";
import { update } from "@/features/jobs/use-job";
import { ago, count, dateTime, duration } from "@/lib/format";
import { sentence } from "@/lib/sentence";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/modal";
import { Page, Panel } from "@/ui/page";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { toastProblem } from "@/ui/toast";
import { Changes } from "./changes";
import { Comparison } from "./comparison";
import { beginRescoring, scoring } from "./queries";

/** Who scored what is stored, scoring it anew, and what that changed. */
export function Scoring() {
  const may = useMay("sentiment:rescore");
  const status = useQuery({ ...scoring, enabled: may });
  if (!may)
    return (
      <Page title="Scoring">
        <div className="panel">
          <Empty title="Only administrators score anew">Ask one of yours.</Empty>
        </div>
      </Page>
    );
  return (
    <Page
      title="Scoring"
      lead="New texts are scored by the scorer of today; stored ones keep their score until they are scored anew."
      actions={status.data && <Begin status={status.data} />}>
      {status.error && !status.data ? (
        <Failure error={status.error} onRetry={() => void status.refetch()} />
      ) : !status.data ? (
        <div className="panel">
          <SkeletonRows rows={5} />
        </div>
      ) : (
        <>
          {status.data.running && (
            <Progress
              id={status.data.running.job_id}
              title="Scoring anew"
              label="Progress of the rescoring"
              phases={PHASE}
              rows="tickets"
              done="All texts are scored anew."
              stale={scoring.queryKey}
            />
          )}
          {!status.data.running && status.data.last?.status === "failed" && <Failed job={status.data.last} />}
          <Versions status={status.data} />
          {status.data.compared ? (
            <Compared id={status.data.compared} last={status.data.last} />
          ) : (
            <div className="panel">
              <Empty title="Nothing has been scored anew yet">
                Afterwards this page compares the labels before and after.
              </Empty>
            </div>
          )}
        </>
      )}
    </Page>
  );
}

function Versions({ status }: { status: ScoringStatus }) {
  return (
    <Panel
      title="Stored texts"
      aside={
        <span>
          Scorer of today: <span className="font-mono text-xs">{status.scoring_version}</span>
        </span>
      }>
      {status.versions.length === 0 ? (
        <Empty title="No text is stored">Upload an export first.</Empty>
      ) : (
        <dl className="num flex flex-wrap gap-x-8 gap-y-2 px-4 pb-4 sm:px-5">
          {status.versions.map(({ scoring_version, texts }) => (
            <div key={scoring_version} className="flex flex-col-reverse">
              <dt className="text-xs text-ink-3">
                <span className="font-mono">{scoring_version}</span>
                {scoring_version === status.scoring_version ? ", today’s" : ", earlier"}
              </dt>
              <dd className="text-lg font-semibold">{count(texts)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}

function Begin({ status }: { status: ScoringStatus }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const beginning = useMutation({
    mutationFn: beginRescoring,
    onSuccess: (job) => {
      setAsking(false);
      update(queries, job);
      void queries.invalidateQueries({ queryKey: scoring.queryKey });
    },
    onError: toastProblem,
  });
  return (
    <>
      <Button
        kind={status.outdated > 0 ? "primary" : "plain"}
        disabled={status.running !== null}
        onClick={() => setAsking(true)}>
        Score everything anew
      </Button>
      <Modal open={asking} title="Score everything anew?" onClose={() => setAsking(false)}>
        <p className="text-ink-2">
          All {count(status.texts)} stored texts are scored by {status.scoring_version}. Until that is done everything
          stays as it is; then all figures change at once. Corrected labels stay.
        </p>
        <p className="text-ink-2">
          Uploads wait meanwhile.
          {status.compared && " The texts listed for the last comparison make room for the new ones."}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>Not now</Button>
          <Button kind="primary" busy={beginning.isPending} onClick={() => beginning.mutate()}>
            Score anew
          </Button>
        </div>
      </Modal>
    </>
  );
}

const PHASE: Partial<Record<Job["phase"], string>> = {
  map: "Waiting for its turn",
  score: "Scoring",
  publish: "Putting the new scores in place",
  compare: "Comparing both stores",
  done: "Done",
};

function Failed({ job }: { job: Job }) {
  const queries = useQueryClient();
  const retrying = useMutation({
    mutationFn: () => retryJob(job.job_id),
    onSuccess: (next) => {
      update(queries, next);
      void queries.invalidateQueries({ queryKey: scoring.queryKey });
    },
    onError: toastProblem,
  });
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-between gap-3 rounded-lg bg-negative-soft px-4 py-3 text-sm text-negative-ink">
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          The last rescoring failed and changed nothing. {job.error && sentence(job.error.detail)}
        </p>
        {job.error && <p>{sentence(job.error.remedy)}</p>}
      </div>
      <Button busy={retrying.isPending} onClick={() => retrying.mutate()}>
        Try again
      </Button>
    </div>
  );
}

function Compared({ id, last }: { id: string; last: Job | null }) {
  return (
    <section aria-label="The last rescoring" className="flex flex-col gap-5">
      {last?.job_id === id && last.completed_at !== null && (
        <p className="text-sm text-ink-2">
          Scored anew{" "}
          <time dateTime={last.completed_at} title={dateTime(last.completed_at)}>
            {ago(last.completed_at)}
          </time>
          {last.duration !== null && `, in ${duration(last.duration)}`}.
        </p>
      )}
      <Comparison id={id} />
      <Changes id={id} />
    </section>
  );
}
