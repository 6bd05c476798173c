import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import { useMay } from "@/api/user";
import { bytes, count, dateTime } from "@/lib/format";
import { Button, LinkButton } from "@/ui/button";
import { Modal } from "@/ui/modal";
import { Page } from "@/ui/page";
import { Empty } from "@/ui/states";
import { toast, toastProblem } from "@/ui/toast";
import { JobPanel } from "./job-panel";
import { StatusBadge } from "./job-status";
import { deleteJob, isTakenIn } from "./queries";
import { TakeAgain } from "./take-again";
import { WrongTimezone } from "./timezone";
import { UndoJob } from "./undo-job";
import { useJob } from "./use-job";

/** One upload on a page of its own. */
export function JobPage() {
  const { id } = useParams({ from: "/app/jobs/$id" });
  const { data: job, error } = useJob(id);
  const mayUpload = useMay("uploads:write");
  if (error && !job && asProblem(error).status === 404) {
    return (
      <Page title="Job">
        <div className="panel">
          <Empty
            title="There is no such job"
            action={
              <LinkButton to="/jobs" search={{}} kind="primary">
                All jobs
              </LinkButton>
            }>
            It may have been deleted.
          </Empty>
        </div>
      </Page>
    );
  }
  return (
    <Page
      title={job ? (job.kind === "upload" ? job.file_name : job.title) : "Job"}
      lead={
        job?.kind === "upload" && (
          <span className="num">
            {bytes(job.file_size)} · {count(job.total_columns)} columns{job.encoding && ` · ${job.encoding}`} · times
            read as {job.timezone} · uploaded {dateTime(job.submitted_at)}
          </span>
        )
      }
      actions={
        job && (
          <>
            <StatusBadge status={job.status} undone={job.undone_at !== null} />
            {mayUpload && isTakenIn(job) && <UndoJob job={job} />}
            {mayUpload && isTakenIn(job) && <TakeAgain job={job} kind="ghost" />}
            {mayUpload && isTakenIn(job) && <WrongTimezone job={job} />}
            {mayUpload && (job.status === "review" || job.status === "failed") && (
              <Delete id={id} name={job.file_name} />
            )}
          </>
        )
      }>
      <div className="panel p-4 sm:p-5">
        <JobPanel id={id} />
      </div>
    </Page>
  );
}

function Delete({ id, name }: { id: string; name: string }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const deleting = useMutation({
    mutationFn: () => deleteJob(id),
    onSuccess: async () => {
      await navigate({ to: "/jobs", search: {} });
      void queries.invalidateQueries({ queryKey: ["jobs"] });
      toast(`${name} was deleted.`);
    },
    onError: toastProblem,
  });
  return (
    <>
      <Button kind="danger" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <Modal open={asking} title="Delete this upload?" onClose={() => setAsking(false)}>
        <p className="text-ink-2">
          The file “{name}” is removed from the server. None of its tickets were published, so nothing else changes.
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>Keep it</Button>
          <Button kind="danger" busy={deleting.isPending} onClick={() => deleting.mutate()}>
            Delete
          </Button>
        </div>
      </Modal>
    </>
  );
}
