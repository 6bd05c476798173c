import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CreatedWebhook, Webhook } from "@/api/types";
import { useMay } from "@/api/user";
import { Button, LinkButton } from "@/ui/button";
import { Modal } from "@/ui/modal";
import { Panel } from "@/ui/page";
import { Empty, Failure, FormProblem, SkeletonRows } from "@/ui/states";
import { toast } from "@/ui/toast";
import { Frame } from "./frame";
import { deleteWebhook, webhookList, WEBHOOKS } from "./queries";
import { NewWebhook, Secret } from "./webhook-form";
import { WebhookRow } from "./webhook-row";

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
                <WebhookRow key={webhook.id} webhook={webhook} onDelete={setDoomed} />
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
