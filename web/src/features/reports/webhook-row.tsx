import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Webhook } from "@/api/types";
import { cx } from "@/lib/cx";
import { ago, dateTime } from "@/lib/format";
import { sentence } from "@/lib/sentence";
import { Button } from "@/ui/button";
import { Switch } from "@/ui/switch";
import { toast, toastProblem } from "@/ui/toast";
import { TONES } from "./delivery-words";
import { deleteWebhook, enableWebhook, testWebhook, webhookTest, WEBHOOKS } from "./queries";
import { WebhookTest } from "./webhook-test";
import { lastCall } from "./webhook-words";

interface WebhookRowProps {
  webhook: Webhook;
  onDeleted: (webhook: Webhook) => void;
}

/** A webhook: whether it is told anything, how its latest call ended, and what can be done with it. */
export function WebhookRow({ webhook, onDeleted }: WebhookRowProps) {
  const queries = useQueryClient();
  const { id, url, created_at, enabled, last_answer } = webhook;
  const { name, tone, note } = lastCall(webhook);
  const [test, setTest] = useState<string>();
  const switching = useMutation({
    mutationFn: (on: boolean) => enableWebhook(id, on),
    onSuccess: (now) =>
      toast(now.enabled ? "The webhook goes on." : "The webhook is paused: what it was not told yet waits."),
    onSettled: () => queries.invalidateQueries({ queryKey: WEBHOOKS }),
    onError: toastProblem,
  });
  const testing = useMutation({
    mutationFn: () => testWebhook(id),
    onSuccess: (asked) => {
      queries.setQueryData(webhookTest(id).queryKey, asked);
      setTest(asked.id);
    },
    onError: toastProblem,
  });
  const deleting = useMutation({
    mutationFn: () => deleteWebhook(id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: WEBHOOKS });
      onDeleted(webhook);
    },
    onError: toastProblem,
  });
  return (
    <li className="flex flex-col gap-3 border-t border-line px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Switch
          label={`The webhook ${url} is on`}
          on={switching.isPending ? switching.variables : enabled}
          busy={switching.isPending}
          onChange={(on) => switching.mutate(on)}
        />
        <span className="min-w-0 flex-1 basis-64">
          <span className="block font-mono text-sm break-all">{url}</span>
          <span className="block text-xs text-ink-3">
            made{" "}
            <time dateTime={created_at} title={dateTime(created_at)}>
              {ago(created_at)}
            </time>
            {" · "}
            {note}
          </span>
          {last_answer && <span className="block text-xs break-words text-ink-2">{sentence(last_answer)}</span>}
        </span>
        <span className="flex flex-wrap items-center gap-3 max-sm:w-full max-sm:justify-between">
          <span className={cx("rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap", TONES[tone])}>
            {name}
          </span>
          <Button aria-label={`Send a test to ${url}`} busy={testing.isPending} onClick={() => testing.mutate()}>
            Send a test
          </Button>
          <Button
            kind="danger"
            aria-label={`Delete the webhook ${url}`}
            busy={deleting.isPending}
            onClick={() => deleting.mutate()}>
            Delete
          </Button>
        </span>
      </div>
      {test !== undefined && <WebhookTest key={test} id={id} onDismiss={() => setTest(undefined)} />}
    </li>
  );
}
