import { useQuery } from "@tanstack/react-query";
import { asProblem } from "@/api/problem";
import { cx } from "@/lib/cx";
import { Button, Spinner } from "@/ui/button";
import { webhookTest } from "./queries";
import { answered } from "./webhook-words";

/** How a test of a webhook ended: what was answered, and in how long. */
export function WebhookTest({ id, onDismiss }: { id: string; onDismiss: () => void }) {
  const { data, error } = useQuery({ ...webhookTest(id), staleTime: 0 });
  const isOver = data !== undefined && data.status !== "due";
  const isBad = error !== null || data?.status === "failed";
  const text = data?.answer?.status != null ? data.answer.text : "";
  return (
    <div
      role="status"
      aria-label="Test"
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg px-3 py-2 text-sm",
        isBad ? "bg-negative-soft text-negative-ink" : "bg-sunken",
      )}>
      {!isOver && !error && <Spinner />}
      <span className="min-w-0 flex-1 basis-60 break-words">
        {error
          ? `How the test goes on is not known: ${asProblem(error).message}`
          : isOver
            ? answered(data)
            : "The call is made within seconds."}
        {text !== "" && <span className="block font-mono text-xs break-all">{text}</span>}
      </span>
      {(isOver || error) && (
        <Button kind="ghost" className="!h-7 !text-current" onClick={onDismiss}>
          Dismiss
        </Button>
      )}
    </div>
  );
}
