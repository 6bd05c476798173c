import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CreatedWebhook, Webhook } from "@/api/types";
import { useMay } from "@/api/user";
import { cx } from "@/lib/cx";
import { ago, dateTime } from "@/lib/format";
import { sentence } from "@/lib/sentence";
import { Button, LinkButton } from "@/ui/button";
import { Modal } from "@/ui/modal";
import { Panel } from "@/ui/page";
import { Empty, Failure, FormProblem, SkeletonRows } from "@/ui/states";
import { toast } from "@/ui/toast";
import { TONES } from "./delivery-words";
import { Frame } from "./frame";
import { deleteWebhook, webhookList, WEBHOOKS } from "./queries";
import { NewWebhook, Secret } from "./webhook-form";
import { lastCall } from "./webhook-words";

/** Which other programs are told what became of deliveries. */
export function Webhooks() {
  const may = useMay("webhooks:manage");
  return (
    <Frame lead="Other programs are told of each report that was sent, that failed, or of which nobody knows whether it arrived.">
      {may ? (
        <List />
      ) : (
        <div className="panel">
          <Empty
            title="Administrators manage webhooks"
            action={<LinkButton to="/reports">Create a report now</LinkButton>}>
            Ask one of them to have another program told of deliveries.
          </Empty>
        </div>
      )}
    </Frame>
  );
}

function List() {
  const list = useQuery(webhookList);
  const [made, setMade] = useState<CreatedWebhook>();
  const [doomed, setDoomed] = useState<Webhook>();
  return (
    <>
      {made && <Secret key={made.id} of={made} onDone={() => setMade(undefined)} />}
      <Panel title="New webhook">
        <NewWebhook onMade={setMade} />
      </Panel>
      {list.error && !list.data ? (
        <Failure title="The webhooks could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <Panel title="Webhooks">
          {!list.data ? (
            <SkeletonRows rows={3} />
          ) : list.data.results.length === 0 ? (
            <p className="px-4 pt-1 pb-4 text-sm text-ink-2 sm:px-5">None yet. Nobody but the recipients is told.</p>
          ) : (
            <ul aria-label="Webhooks">
              {list.data.results.map((webhook) => (
                <Row key={webhook.id} webhook={webhook} onDelete={setDoomed} />
              ))}
            </ul>
          )}
        </Panel>
      )}
      <Modal open={doomed !== undefined} title="Delete the webhook?" onClose={() => setDoomed(undefined)}>
        {doomed && (
          <Delete
            webhook={doomed}
            onClose={() => setDoomed(undefined)}
            onDeleted={() => {
              setDoomed(undefined);
              if (made?.id === doomed.id) setMade(undefined);
            }}
          />
        )}
      </Modal>
    </>
  );
}

function Row({ webhook, onDelete }: { webhook: Webhook; onDelete: (webhook: Webhook) => void }) {
  const { url, created_at, last_answer } = webhook;
  const { name, tone, note } = lastCall(webhook);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 sm:px-5">
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
      <span className="flex items-center gap-3 max-sm:w-full max-sm:justify-between">
        <span className={cx("rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap", TONES[tone])}>
          {name}
        </span>
        <Button kind="danger" aria-label={`Delete the webhook ${url}`} onClick={() => onDelete(webhook)}>
          Delete
        </Button>
      </span>
    </li>
  );
}

interface DeleteProps {
  webhook: Webhook;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks first: nobody has the secret a second time, so a deleted webhook does not come back. */
function Delete({ webhook: { id, url }, onClose, onDeleted }: DeleteProps) {
  const queries = useQueryClient();
  const deleting = useMutation({
    mutationFn: () => deleteWebhook(id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: WEBHOOKS });
      toast("The webhook is deleted.");
      onDeleted();
    },
  });
  return (
    <>
      <p className="text-ink-2">
        <span className="font-mono text-sm break-all text-ink">{url}</span> is told nothing more, nor what it was not
        told yet. This cannot be taken back: a new webhook to the same address has another secret.
      </p>
      <FormProblem error={deleting.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="danger" busy={deleting.isPending} onClick={() => deleting.mutate()}>
          Delete
        </Button>
      </div>
    </>
  );
}
