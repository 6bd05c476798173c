import { useMutation, useQueryClient } from "@tanstack/react-query";
import { save } from "@/api/client";
import type { Delivery } from "@/api/types";
import { Button } from "@/ui/button";
import { DownloadIcon } from "@/ui/icons";
import { FormProblem } from "@/ui/states";
import { toast, toastProblem } from "@/ui/toast";
import { DELIVERIES, deliveryPdf, isUnderWay, sendAgain, settle, tryNow } from "./queries";

/** Loads a delivery anew wherever it is shown. */
function useReload(id: string) {
  const queries = useQueryClient();
  return () => Promise.all([DELIVERIES, ["delivery", id]].map((queryKey) => queries.invalidateQueries({ queryKey })));
}

/** What was not known is found out: by asking, or in the server's log. */
export function Settle({ delivery }: { delivery: Delivery }) {
  const reload = useReload(delivery.id);
  const settling = useMutation({
    mutationFn: (arrived: boolean) => settle(delivery.id, arrived),
    onSuccess: (settled) => {
      toast(
        settled.status === "sent" ? "It counts as sent." : "It counts as failed; send it again where it is needed.",
      );
      return reload();
    },
  });
  return (
    <div className="flex flex-col gap-2 rounded-lg bg-caution-soft px-3 py-3 text-caution-ink">
      <p>
        Mail has no way to ask a server afterwards whether it took a message, and sending it on suspicion could make it
        arrive twice. So it is not sent again by itself. Ask {delivery.recipient}, or look for the Message-ID in the
        mail server’s log, and say what you found:
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          busy={settling.isPending && settling.variables}
          disabled={settling.isPending}
          onClick={() => settling.mutate(true)}>
          It arrived
        </Button>
        <Button
          busy={settling.isPending && !settling.variables}
          disabled={settling.isPending}
          onClick={() => settling.mutate(false)}>
          It did not
        </Button>
      </div>
      <FormProblem error={settling.error} />
    </div>
  );
}

/** What can be done with a delivery: its report is had, sent once more, or tried at once. */
export function Actions({ delivery }: { delivery: Delivery }) {
  const { id, recipient, status, first_day, has_pdf } = delivery;
  const reload = useReload(id);
  const loading = useMutation({
    mutationFn: () => save(deliveryPdf(id), "sentiment_report.pdf"),
    onError: toastProblem,
  });
  const again = useMutation({
    mutationFn: () => sendAgain(id),
    onSuccess: () => {
      toast(status === "skipped" ? `It is sent to ${recipient} now.` : `It is sent to ${recipient} once more.`);
      return reload();
    },
  });
  const trying = useMutation({
    mutationFn: () => tryNow(id),
    onSuccess: () => {
      toast(`It is tried to send it to ${recipient} now.`);
      return reload();
    },
  });
  const waits = status === "retrying";
  const mayGoAgain = first_day !== null && !isUnderWay(delivery) && !waits;
  if (!has_pdf && !mayGoAgain && !waits) return null;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {has_pdf && (
          <Button busy={loading.isPending} onClick={() => loading.mutate()}>
            <DownloadIcon />
            PDF
          </Button>
        )}
        {waits && (
          <Button busy={trying.isPending} onClick={() => trying.mutate()}>
            Try now
          </Button>
        )}
        {mayGoAgain && (
          <Button busy={again.isPending} onClick={() => again.mutate()}>
            {status === "skipped" ? "Send it all the same" : "Send again"}
          </Button>
        )}
      </div>
      <FormProblem error={again.error ?? trying.error} />
    </div>
  );
}
