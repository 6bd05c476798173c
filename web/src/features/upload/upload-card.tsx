import { useEffect } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "@/api/user";
import { JobPanel } from "@/features/jobs/job-panel";
import { isTakenIn } from "@/features/jobs/queries";
import { TakeAgain } from "@/features/jobs/take-again";
import { useJob } from "@/features/jobs/use-job";
import { bytes, dateTime, visible } from "@/lib/format";
import { Button } from "@/ui/button";
import { CrossIcon, FileIcon } from "@/ui/icons";
import { Failure } from "@/ui/states";
import { removeUpload, retryUpload, type Upload } from "./store";

/** One file from its first byte to its last ticket. */
export function UploadCard({ upload }: { upload: Upload }) {
  const { state, file } = upload;
  const name = visible(file.name);
  const queries = useQueryClient();
  const sent = state.kind === "sent";
  useEffect(() => {
    if (sent) void queries.invalidateQueries({ queryKey: ["jobs"] });
  }, [sent, queries]);
  return (
    <li className="panel flex flex-col gap-4 p-4 sm:p-5">
      <div className="flex items-center gap-3">
        <FileIcon className="size-5 shrink-0 text-ink-3" />
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium">{name}</p>
          <p className="num text-xs text-ink-3">
            {bytes(file.size)} · times read as {upload.timezone}
          </p>
        </div>
        {state.kind === "sent" && (
          <Link to="/jobs/$id" params={{ id: state.answer.job_id }} className="quiet-link text-sm text-accent">
            Details
          </Link>
        )}
        <Button
          kind="ghost"
          aria-label={
            state.kind === "sending" || state.kind === "waiting"
              ? `Stop the upload of ${name}`
              : `Take ${name} off this page`
          }
          onClick={() => removeUpload(upload.id)}
          className="!px-2">
          <CrossIcon />
        </Button>
      </div>
      {state.kind === "waiting" && <p className="text-sm text-ink-3">Waits for the file before it.</p>}
      {state.kind === "sending" && <Sending share={upload.sent} size={file.size} />}
      {state.kind === "failed" && (
        <Failure title="The upload was not accepted" error={state.problem} onRetry={() => retryUpload(upload.id)} />
      )}
      {state.kind === "sent" && state.answer.duplicate && <SameFile id={state.answer.job_id} />}
      {state.kind === "sent" && <JobPanel id={state.answer.job_id} />}
    </li>
  );
}

/** That the file was taken in before, and the choice to take it in again all the same. */
function SameFile({ id }: { id: string }) {
  const { data: job } = useJob(id);
  const mayUpload = useMay("uploads:write");
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg bg-caution-soft px-3 py-2 text-sm text-caution-ink">
      <p className="min-w-0 flex-1">
        {job ? `This very file was taken in on ${dateTime(job.submitted_at)}.` : "This very file was taken in before."}{" "}
        Below is the job that read it; nothing was counted twice.
      </p>
      {mayUpload && job && isTakenIn(job) && <TakeAgain job={job} label="Take it in again as newer" />}
    </div>
  );
}

function Sending({ share, size }: { share: number; size: number }) {
  const percent = Math.round(share * 100);
  return (
    <div className="flex flex-col gap-1.5">
      <div
        role="progressbar"
        aria-label="Progress of the upload"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-1.5 overflow-hidden rounded-full bg-sunken">
        <div className="h-full rounded-full bg-accent transition-[width]" style={{ width: `${percent}%` }} />
      </div>
      <p className="num text-xs text-ink-3">
        {percent === 100 ? "Sent; the server is looking into it" : `${bytes(size * share)} of ${bytes(size)} sent`}
      </p>
    </div>
  );
}
