import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Schedule } from "@/api/types";
import { count } from "@/lib/format";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/modal";
import { FormProblem } from "@/ui/states";
import { DELIVERIES, mailState, sendReport } from "./queries";
import { RECIPIENT_STATES } from "./words";

interface SendNowProps {
  schedule: Schedule;
  open: boolean;
  onClose: () => void;
  /** To how many it goes. */
  onSent: (recipients: number) => void;
}

/** Asks before a report goes to everybody. */
export function SendNow({ schedule, open, onClose, onSent }: SendNowProps) {
  const queries = useQueryClient();
  const { data: mail } = useQuery({ ...mailState, enabled: open });
  const getting = schedule.recipients.filter(({ state }) => RECIPIENT_STATES[state].gets);
  const others = schedule.recipients.filter(({ state }) => !RECIPIENT_STATES[state].gets);
  const sending = useMutation({
    mutationFn: () => sendReport(schedule.id, "recipients"),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: DELIVERIES });
      onClose();
      onSent(getting.length);
    },
  });
  const people = getting.length === 1 ? "1 recipient" : `${count(getting.length)} recipients`;
  return (
    <Modal open={open} title={`Send “${schedule.name}” now?`} onClose={onClose}>
      <div className="flex flex-col gap-2 text-ink-2">
        {getting.length === 0 ? (
          <p>Nobody would get it.</p>
        ) : mail && !mail.configured ? (
          <p>The report is made for {people} and kept in the history: mail is not set up.</p>
        ) : (
          <p>
            The report that would be due now goes to {people}: {names(getting)}. The next regular one is not changed by
            it.
          </p>
        )}
        {others.length > 0 && (
          <ul className="list-disc pl-5 text-sm">
            {others.map(({ address, state }) => (
              <li key={address} className="break-words">
                {address} gets none: {RECIPIENT_STATES[state].name.toLowerCase()}
              </li>
            ))}
          </ul>
        )}
      </div>
      <FormProblem error={sending.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind="primary"
          disabled={getting.length === 0}
          busy={sending.isPending}
          onClick={() => sending.mutate()}>
          {getting.length === 0 ? "Send" : `Send to ${people}`}
        </Button>
      </div>
    </Modal>
  );
}

const NAMED = 3;

function names(recipients: Schedule["recipients"]): string {
  const named = recipients.slice(0, NAMED).map(({ address }) => address);
  const more = recipients.length - named.length;
  return new Intl.ListFormat("en-GB").format(more > 0 ? [...named, `${count(more)} more`] : named);
}
