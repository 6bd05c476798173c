import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { asProblem } from "@/api/problem";
import type { Job } from "@/api/types";
import { count, dateTime } from "@/lib/format";
import { sentence } from "@/lib/sentence";
import { Button, Spinner } from "@/ui/button";
import { Modal } from "@/ui/modal";
import { toast } from "@/ui/toast";
import { isOver, job as jobOf, undoJob } from "./queries";
import { update, useJob } from "./use-job";

/** Asks once more, undoes an upload, and says why where it cannot be. */
export function UndoJob({ job, className }: { job: Job; className?: string }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const undoing = useMutation({
    mutationFn: () => undoJob(job.job_id),
    onSuccess: async (undo) => {
      update(queries, undo);
      await queries.invalidateQueries({ queryKey: jobOf(job.job_id).queryKey });
      void queries.invalidateQueries({ queryKey: ["jobs"] });
      setAsking(false);
      toast(`${job.file_name} is being undone.`);
      await navigate({ to: "/jobs/$id", params: { id: job.job_id } });
    },
  });
  const refused = undoing.error && asProblem(undoing.error);
  const close = () => {
    setAsking(false);
    undoing.reset();
  };
  return (
    <>
      <Button className={className} aria-label={`Undo ${job.file_name}`} onClick={() => setAsking(true)}>
        Undo
      </Button>
      <Modal open={asking} title="Undo this upload?" onClose={close}>
        <p className="text-ink-2">
          What “{job.file_name}” brought is taken back: {count(job.tickets_added)} new{" "}
          {job.tickets_added === 1 ? "ticket goes" : "tickets go"}, {count(job.tickets_updated)} changed{" "}
          {job.tickets_updated === 1 ? "one returns to what it was" : "ones return to what they were"}. The file can be
          uploaded again.
        </p>
        {refused && (
          <div role="alert" className="rounded-lg bg-negative-soft px-3 py-2 text-sm break-words text-negative-ink">
            <p className="font-medium">{refused.message}</p>
            {refused.remedy && <p>{refused.remedy}</p>}
          </div>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Keep it</Button>
          <Button kind="danger" busy={undoing.isPending} onClick={() => undoing.mutate()}>
            Undo the upload
          </Button>
        </div>
      </Modal>
    </>
  );
}

/** That an upload is undone, or how far its undo is. */
export function Undone({ job }: { job: Job }) {
  if (job.undone_at !== null) {
    return (
      <p role="status" className="rounded-lg bg-sunken px-4 py-3 text-sm">
        Undone {dateTime(job.undone_at)}: nothing of it counts any more. Upload the file again to have it back.
      </p>
    );
  }
  return job.undo_job_id === null ? null : <Undoing upload={job.job_id} id={job.undo_job_id} />;
}

function Undoing({ upload, id }: { upload: string; id: string }) {
  const queries = useQueryClient();
  const { data: undo } = useJob(id);
  const over = undo !== undefined && isOver(undo);
  // What became of the upload.
  useEffect(() => {
    if (over) void queries.invalidateQueries({ queryKey: jobOf(upload).queryKey });
  }, [over, queries, upload]);
  if (!undo) return null;
  if (undo.status === "failed") {
    return (
      <div role="alert" className="rounded-lg bg-negative-soft px-4 py-3 text-sm text-negative-ink">
        <p className="font-medium">
          It was not undone. {undo.error ? sentence(undo.error.detail) : "The undo failed."}
        </p>
        {undo.error && <p>{sentence(undo.error.remedy)}</p>}
      </div>
    );
  }
  const phase = undo.phases.find((one) => one.name === undo.phase);
  return (
    <p role="status" className="flex items-center gap-2 rounded-lg bg-sunken px-4 py-3 text-sm">
      <Spinner className="text-accent" />
      {undo.status === "queued" || !phase ? "Waits to be undone" : `Being undone: ${phase.title}`}
    </p>
  );
}
