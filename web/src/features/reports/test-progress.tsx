import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Delivery } from "@/api/types";
import { reason, serverSaid, stateOf, step } from "./delivery-words";
import { DELIVERIES, delivery, isUnderWay, SCHEDULES } from "./queries";
import { TestStatus } from "./test-status";

/** How a test goes on, step by step, until it is sent or not. */
export function TestProgress({ id, onDismiss }: { id: string; onDismiss: () => void }) {
  const queries = useQueryClient();
  const { data, error } = useQuery({ ...delivery(id), staleTime: 0 });
  const isOver = data !== undefined && !isUnderWay(data);
  useEffect(() => {
    if (!isOver) return;
    for (const queryKey of [DELIVERIES, SCHEDULES]) void queries.invalidateQueries({ queryKey });
  }, [isOver, queries]);
  const isBad = isOver && data.status !== "sent" && data.status !== "kept";
  const shown = isOver && (
    <Link to="/reports/history" search={{ delivery: id }} className="font-medium underline">
      Show it in the history
    </Link>
  );
  return (
    <TestStatus isOver={isOver} isBad={isBad} error={error} action={shown} onDismiss={onDismiss}>
      {data ? <Told of={data} /> : "Asked for."}
    </TestStatus>
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
      {said && <span className={of.server_code === null ? "block" : "block font-mono text-xs"}>{said}</span>}
    </>
  );
}
