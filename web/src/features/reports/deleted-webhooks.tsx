import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Webhook } from "@/api/types";
import { ago, dateTime } from "@/lib/format";
import { Button } from "@/ui/button";
import { Panel } from "@/ui/page";
import { toast, toastProblem } from "@/ui/toast";
import { restoreWebhook, WEBHOOKS } from "./queries";

interface DeletedWebhooksProps {
  webhooks: readonly Webhook[];
  onRestored: (id: string) => void;
}

/** Webhooks that were deleted, and the way back; nothing where there are none. */
export function DeletedWebhooks({ webhooks, onRestored }: DeletedWebhooksProps) {
  if (webhooks.length === 0) return null;
  return (
    <Panel title="Deleted webhooks">
      <p className="px-4 pb-3 text-sm text-ink-2 sm:px-5">
        For 30 days each can be brought back with its secret; then it goes for good.
      </p>
      <ul aria-label="Deleted webhooks">
        {webhooks.map((webhook) => (
          <Row key={webhook.id} webhook={webhook} onRestored={onRestored} />
        ))}
      </ul>
    </Panel>
  );
}

interface RowProps {
  webhook: Webhook;
  onRestored: (id: string) => void;
}

function Row({ webhook: { id, url, deleted_at }, onRestored }: RowProps) {
  const queries = useQueryClient();
  const restoring = useMutation({
    mutationFn: () => restoreWebhook(id),
    onSuccess: async ({ enabled }) => {
      await queries.invalidateQueries({ queryKey: WEBHOOKS });
      toast(enabled ? "The webhook is back: it is told what happens from now on." : "The webhook is back, and paused.");
      onRestored(id);
    },
    onError: toastProblem,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 sm:px-5">
      <span className="min-w-0 flex-1 basis-64">
        <span className="block font-mono text-sm break-all">{url}</span>
        {deleted_at !== null && (
          <span className="block text-xs text-ink-3">
            deleted{" "}
            <time dateTime={deleted_at} title={dateTime(deleted_at)}>
              {ago(deleted_at)}
            </time>
          </span>
        )}
      </span>
      <Button
        aria-label={`Bring the webhook ${url} back`}
        busy={restoring.isPending}
        onClick={() => restoring.mutate()}>
        Bring back
      </Button>
    </li>
  );
}
