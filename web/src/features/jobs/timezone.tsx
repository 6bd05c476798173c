import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Job } from "@/api/types";
import { browserZone, zones } from "@/lib/dates";
import { Button } from "@/ui/button";
import { Combo } from "@/ui/combo";
import { Modal } from "@/ui/modal";
import { toast, toastProblem } from "@/ui/toast";
import { changeTimezone } from "./queries";

/** Reads an import again whose times were taken for those of another place. */
export function WrongTimezone({ job }: { job: Job }) {
  const [asking, setAsking] = useState(false);
  const [zone, setZone] = useState(browserZone);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const changing = useMutation({
    mutationFn: () => changeTimezone(job.job_id, zone),
    onSuccess: async (next) => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: ["jobs"] });
      await navigate({ to: "/jobs/$id", params: { id: next.job_id } });
      toast(`The file is read again as ${next.timezone}.`);
    },
    onError: toastProblem,
  });
  return (
    <>
      <Button kind="ghost" onClick={() => setAsking(true)}>
        Wrong timezone?
      </Button>
      <Modal open={asking} title="Read this file in another timezone?" onClose={() => setAsking(false)}>
        <p className="text-ink-2">
          Its times were read as {job.timezone}. The stored file is read again: creation, changes and comments of its
          tickets move, and nothing is counted twice.
        </p>
        <Combo
          label="Right timezone"
          value={zone}
          options={zones()}
          onChange={(next) => setZone(next || browserZone())}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>Leave it</Button>
          <Button
            kind="primary"
            disabled={zone === job.timezone}
            busy={changing.isPending}
            onClick={() => changing.mutate()}>
            Read it again
          </Button>
        </div>
      </Modal>
    </>
  );
}
