import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { deleteJob } from "@/features/jobs/queries";
import { Button } from "@/ui/button";
import { FormProblem } from "@/ui/states";
import { addFiles, removeUpload, useUploads } from "./store";

interface OtherTableProps {
  job: string;
  /** The zone the file's times are read in. */
  zone: string;
  table: string;
}

/** Sends a file once more, for a table that was not taken out of it; this upload goes. */
export function OtherTable({ job, zone, table }: OtherTableProps) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const sent = useUploads().find(({ state }) => state.kind === "sent" && state.answer.job_id === job);
  const sending = useMutation({
    mutationFn: async (file: File) => {
      await deleteJob(job);
      if (sent) removeUpload(sent.id);
      addFiles([file], zone, true, table);
      await navigate({ to: "/upload" });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg bg-caution-soft px-3 py-2 text-sm text-caution-ink">
      <p className="min-w-0 flex-1">
        “{table}” alone was not taken out of the file. The file is sent once more for it, in place of this upload.
      </p>
      <Button busy={sending.isPending} onClick={() => (sent ? sending.mutate(sent.file) : input.current?.click())}>
        {sent ? `Read “${table}” alone` : "Choose the file again"}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={`The file with the table ${table}`}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) sending.mutate(file);
        }}
      />
      <FormProblem error={sending.error} />
    </div>
  );
}
