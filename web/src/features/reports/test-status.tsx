import type { ReactNode } from "react";
import { asProblem } from "@/api/problem";
import { cx } from "@/lib/cx";
import { Button, Spinner } from "@/ui/button";

/** How a test goes on: a line that turns while it is under way, and can be dismissed once it is over. */
export function TestStatus({
  isOver,
  isBad,
  error,
  action,
  onDismiss,
  children,
}: {
  isOver: boolean;
  isBad: boolean;
  error: Error | null;
  /** What can be done beside dismissing it. */
  action?: ReactNode;
  onDismiss: () => void;
  children: ReactNode;
}) {
  return (
    <div
      role="status"
      aria-label="Test"
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg px-3 py-2 text-sm",
        isBad || error ? "bg-negative-soft text-negative-ink" : "bg-sunken",
      )}>
      {!isOver && !error && <Spinner />}
      <span className="min-w-0 flex-1 basis-60 break-words">
        {error ? `How the test goes on is not known: ${asProblem(error).message}` : children}
      </span>
      {action}
      {(isOver || error) && (
        <Button kind="ghost" className="!h-7 !text-current" onClick={onDismiss}>
          Dismiss
        </Button>
      )}
    </div>
  );
}
