import { useId, type ReactNode } from "react";
import type { Delivery } from "@/api/types";
import { cx } from "@/lib/cx";
import { count, dateTime, day, moment } from "@/lib/format";
import { sentence } from "@/lib/sentence";
import { ChevronIcon } from "@/ui/icons";
import { Actions, Settle } from "./delivery-actions";
import { kind, reason, serverSaid, stateOf, step, TONES } from "./delivery-words";

interface DeliveryRowProps {
  delivery: Delivery;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

/** A report to one recipient; opened, all that is known of it and what can be done. */
export function DeliveryRow({ delivery, isOpen, onOpen }: DeliveryRowProps) {
  const id = useId();
  const { schedule, recipient, slot_at, timezone, is_late, attempts, next_attempt_at } = delivery;
  return (
    <li className="border-t border-line first:border-0">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => onOpen(!isOpen)}
        className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 text-left hover:bg-hover focus-visible:-outline-offset-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_8.5rem_1rem] sm:px-5">
        <span className="min-w-0">
          <span className="block truncate font-medium">{schedule}</span>
          <time dateTime={slot_at} className="num block text-xs text-ink-3">
            {moment(slot_at, timezone)}
          </time>
        </span>
        <span className="min-w-0 text-sm text-ink-2 max-sm:order-last max-sm:col-span-2">
          <span className="block truncate">{recipient}</span>
          <span className="num block text-xs text-ink-3">
            {kind(delivery)}
            {attempts > 1 && ` · ${count(attempts)} attempts`}
            {delivery.status === "retrying" && next_attempt_at && ` · next ${dateTime(next_attempt_at, timezone)}`}
          </span>
        </span>
        <span className="flex flex-wrap justify-end gap-1 sm:justify-start">
          <StateBadge delivery={delivery} />
          {is_late && (
            <span className="rounded-full bg-caution-soft px-2 py-0.5 text-xs font-medium text-caution-ink">Late</span>
          )}
        </span>
        <ChevronIcon className={cx("text-ink-3 transition-transform max-sm:hidden", isOpen && "rotate-180")} />
      </button>
      {isOpen && <Details id={id} delivery={delivery} />}
    </li>
  );
}

function StateBadge({ delivery }: { delivery: Delivery }) {
  const { name, tone, icon: Icon, note } = stateOf(delivery);
  return (
    <span
      title={note}
      className={cx(
        "inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap",
        TONES[tone],
      )}>
      <Icon className="size-3" />
      {name}
    </span>
  );
}

function Details({ id, delivery }: { id: string; delivery: Delivery }) {
  const { note } = stateOf(delivery);
  const { timezone, first_day, last_day } = delivery;
  const said = serverSaid(delivery);
  const failed = step(delivery);
  const why = reason(delivery);
  return (
    <div id={id} className="flex flex-col gap-4 border-t border-line bg-sunken/60 px-4 py-4 text-sm sm:px-5">
      <p>
        {note}
        {why && ` ${why}`}
        {delivery.is_late && " It is late: nothing ran when it was due."}
      </p>
      <dl className="num grid gap-x-6 gap-y-2 sm:grid-cols-2">
        <Fact name="Due">{moment(delivery.slot_at, timezone)}</Fact>
        <Fact name="Covers">{first_day ? `${day(first_day)} – ${day(last_day ?? first_day)}` : "no report"}</Fact>
        <Fact name="Attempts">{count(delivery.attempts)}</Fact>
        {delivery.next_attempt_at && <Fact name="Next attempt">{moment(delivery.next_attempt_at, timezone)}</Fact>}
        {delivery.sent_at && <Fact name="Sent">{moment(delivery.sent_at, timezone)}</Fact>}
        <Fact name="Last change">{moment(delivery.updated_at, timezone)}</Fact>
        {failed && <Fact name="Failed when">{failed}</Fact>}
        {said &&
          (delivery.server_code === null ? (
            <Fact name="What happened">{sentence(said)}</Fact>
          ) : (
            <Fact name="The server said">
              <span className="font-mono text-xs break-words">{said}</span>
            </Fact>
          ))}
        <Fact name="Message-ID">
          <span className="font-mono text-xs break-all">{delivery.message_id}</span>
        </Fact>
      </dl>
      {delivery.status === "unknown" && <Settle delivery={delivery} />}
      <Actions delivery={delivery} />
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
