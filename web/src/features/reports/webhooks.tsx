import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CreatedWebhook, Webhook } from "@/api/types";
import { useMay } from "@/api/user";
import { LinkButton } from "@/ui/button";
import { Panel } from "@/ui/page";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { Undo } from "@/ui/undo";
import { DeletedWebhooks } from "./deleted-webhooks";
import { Frame } from "./frame";
import { deletedWebhooks, restoreWebhook, webhookList, WEBHOOKS } from "./queries";
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
  const deleted = useQuery(deletedWebhooks).data?.results ?? [];
  const [made, setMade] = useState<CreatedWebhook>();
  const [gone, setGone] = useState<Webhook>();
  // The secret is shown again when its webhook is back.
  const isShown = made !== undefined && !deleted.some(({ id }) => id === made.id);
  return (
    <>
      {gone && (
        <Undo
          of={gone}
          restore={() => restoreWebhook(gone.id)}
          queryKeys={[WEBHOOKS]}
          onDone={() => setGone(undefined)}>
          The webhook to <span className="font-mono break-all">{gone.url}</span> is deleted; what it was not told yet is
          dropped.
        </Undo>
      )}
      {isShown && <Secret key={made.id} of={made} onDone={() => setMade(undefined)} />}
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
                <WebhookRow key={webhook.id} webhook={webhook} onDeleted={setGone} />
              ))}
            </ul>
          )}
        </Panel>
      )}
      <DeletedWebhooks webhooks={deleted} onRestored={(id) => setGone((now) => (now?.id === id ? undefined : now))} />
    </>
  );
}
