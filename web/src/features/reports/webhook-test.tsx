import { useQuery } from "@tanstack/react-query";
import { webhookTest } from "./queries";
import { TestStatus } from "./test-status";
import { answered } from "./webhook-words";

/** How a test of a webhook ended: what was answered, and in how long. */
export function WebhookTest({ id, onDismiss }: { id: string; onDismiss: () => void }) {
  const { data, error } = useQuery({ ...webhookTest(id), staleTime: 0 });
  const isOver = data !== undefined && data.status !== "due";
  const text = data?.answer?.status != null ? data.answer.text : "";
  return (
    <TestStatus isOver={isOver} isBad={data?.status === "failed"} error={error} onDismiss={onDismiss}>
      {isOver ? answered(data) : "The call is made within seconds."}
      {text !== "" && <span className="block font-mono text-xs break-all">{text}</span>}
    </TestStatus>
  );
}
