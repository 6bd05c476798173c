import type { JobStatus } from "@/api/types";
import { cx } from "@/lib/cx";
import { AlertIcon, CheckIcon } from "@/ui/icons";
import { Spinner } from "@/ui/button";

export const STATUS_NAME: Record<JobStatus, string> = {
  review: "Waits for you",
  queued: "Queued",
  running: "Running",
  completed: "Completed",
  failed: "Failed",
};

const TONE: Record<JobStatus, string> = {
  review: "bg-caution-soft text-caution-ink",
  queued: "bg-neutral-soft text-neutral-ink",
  running: "bg-accent-soft text-accent-strong",
  completed: "bg-positive-soft text-positive-ink",
  failed: "bg-negative-soft text-negative-ink",
};

export function StatusBadge({ status, undone = false }: { status: JobStatus; undone?: boolean }) {
  if (undone) {
    return (
      <span className="inline-flex rounded-full bg-neutral-soft px-2 py-0.5 text-xs font-medium whitespace-nowrap text-neutral-ink">
        Undone
      </span>
    );
  }
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap",
        TONE[status],
      )}>
      {status === "running" && <Spinner className="!size-2.5" />}
      {status === "completed" && <CheckIcon className="size-3" />}
      {(status === "failed" || status === "review") && <AlertIcon className="size-3" />}
      {STATUS_NAME[status]}
    </span>
  );
}
