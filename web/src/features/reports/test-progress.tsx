import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { asProblem } from "@/api/problem";
import type { Delivery } from "@/api/types";
import { cx } from "@/lib/cx";
import { Button, Spinner } from "@/ui/button";
import { reason, serverSaid, stateOf, step } from "./delivery-words";
import { DELIVERIES, delivery, isUnderWay, SCHEDULES } from "./queries";

/** How a test goes on, step by step, until it is sent or not. */
export function TestProgress({ id, onDismiss }: { id: string; onDismiss: () => void }) {
  const queries = useQueryClient();
  const { data, error } = useQuery({ ...delivery(id), staleTime: 0 });
  const isOver = data !== undefined && !isUnderWay(data);
  useEffect(() => {
    if (!isOver) return;
    for (const queryKey of [DELIVERIES, SCHEDULES]) void queries.invalidateQueries({ queryKey });
  }, [isOver, queries]);
  const isBad = error !== null || (isOver && data.status !== "sent" && data.status !== "kept");
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
        {error ? (
          `How the test goes on is not known: ${asProblem(error).message}`
        ) : data ? (
          <Told of={data} />
        ) : (
          "Asked for."
        )}
      </span>
      {isOver && (
        <Link to="/reports/history" search={{ delivery: id }} className="font-medium underline">
          Show it in the history
        </Link>
      )}
      {(isOver || error) && (
        <Button kind="ghost" className="!h-7 !text-current" onClick={onDismiss}>
          Dismiss
        </Button>
      )}
    </div>
  );
}

function Told({ of }: { of: Delivery }) {
  if (of.status === "sent") return <>The test is sent to {of.recipient}: the mail server has taken it.</>;
  if (of.status === "kept") return <>The test is made and kept in the history: mail is not set up.</>;
  if (isUnderWay(of)) return <>{stateOf(of).note}</>;
  const failed = step(of);
  const said = serverSaid(of);
  return (
    <>
      {failed ? `The test failed when ${failed}.` : `${stateOf(of).name}: ${reason(of) ?? stateOf(of).note}`}
      {said && <span className="block font-mono text-xs">{said}</span>}
    </>
  );
}
