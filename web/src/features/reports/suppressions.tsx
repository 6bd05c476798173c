import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Suppression } from "@/api/types";
import { ago, count, dateTime } from "@/lib/format";
import { Button } from "@/ui/button";
import { Panel } from "@/ui/page";
import { toast, toastProblem } from "@/ui/toast";
import { letIn, SCHEDULES, suppressionList, SUPPRESSIONS } from "./queries";

/** Addresses that get no more reports; not there at all while every address does. */
export function Suppressions() {
  const { data } = useQuery(suppressionList);
  if (!data || data.results.length === 0) return null;
  const more = data.total - data.results.length;
  return (
    <Panel title="Addresses that get no mail">
      <ul aria-label="Addresses that get no mail">
        {data.results.map((suppression) => (
          <Row key={suppression.id} suppression={suppression} />
        ))}
      </ul>
      {more > 0 && <p className="px-4 py-3 text-sm text-ink-3 sm:px-5">and {count(more)} more</p>}
    </Panel>
  );
}

function Row({ suppression: { id, address, reason, detail, schedule_id, created_at } }: { suppression: Suppression }) {
  const queries = useQueryClient();
  const isBounced = reason === "bounced";
  const letting = useMutation({
    mutationFn: () => letIn(id),
    onSuccess: async () => {
      await Promise.all([SUPPRESSIONS, SCHEDULES].map((queryKey) => queries.invalidateQueries({ queryKey })));
      toast(`${address} gets reports again.`);
    },
    onError: toastProblem,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 sm:px-5">
      <span className="min-w-0 flex-1 basis-48">
        <span className="block font-medium break-words">{address}</span>
        <span className="block text-xs break-words text-ink-3">
          {isBounced
            ? "Bounced: its mail server said that nobody is there"
            : `Unsubscribed from ${schedule_id === null ? "all reports" : "one schedule"}; only the link of a mail takes that back`}
          {" · "}
          <time dateTime={created_at} title={dateTime(created_at)}>
            {ago(created_at)}
          </time>
        </span>
        {detail !== "" && <span className="block font-mono text-xs break-words text-ink-3">{detail}</span>}
      </span>
      {isBounced && (
        <Button aria-label={`Let ${address} in again`} busy={letting.isPending} onClick={() => letting.mutate()}>
          Let in again
        </Button>
      )}
    </li>
  );
}
