import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { Job } from "@/api/types";
import { dateTime } from "@/lib/format";
import { sentence } from "@/lib/sentence";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/modal";
import { toast } from "@/ui/toast";
import { takeAgain } from "./queries";

/** Asks once more, takes the stored file of an import in again as newer, and says why where it cannot be. */
export function TakeAgain({ job, label = "Take in again", kind }: { job: Job; label?: string; kind?: "ghost" }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const taking = useMutation({
    mutationFn: () => takeAgain(job.job_id),
    onSuccess: async (next) => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: ["jobs"] });
      toast(`${job.file_name} is taken in again.`);
      await navigate({ to: "/jobs/$id", params: { id: next.job_id } });
    },
  });
  const refused = taking.error && asProblem(taking.error);
  const close = () => {
    setAsking(false);
    taking.reset();
  };
  return (
    <>
      <Button kind={kind ?? "plain"} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Modal open={asking} title="Take this file in again as newer?" onClose={close}>
        <p className="text-ink-2">
          “{job.file_name}” was taken in on {dateTime(job.submitted_at)}. The stored file is read once more as if it had
          come now: what it says of its tickets counts again, unless a later file says that a ticket was changed after
          that. Nothing is counted twice.
        </p>
        {refused && (
          <div role="alert" className="rounded-lg bg-negative-soft px-3 py-2 text-sm break-words text-negative-ink">
            <p className="font-medium">{sentence(refused.message)}</p>
            {refused.remedy && <p>{sentence(refused.remedy)}</p>}
          </div>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Leave it</Button>
          <Button kind="primary" busy={taking.isPending} onClick={() => taking.mutate()}>
            Take it in again
          </Button>
        </div>
      </Modal>
    </>
  );
}
