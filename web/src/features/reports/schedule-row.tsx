import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Schedule } from "@/api/types";
import { useUser } from "@/api/user";
import { ago, count, dateTime, moment } from "@/lib/format";
import { Button, LinkButton } from "@/ui/button";
import { Switch } from "@/ui/switch";
import { toast, toastProblem } from "@/ui/toast";
import { deleteSchedule, enable, SCHEDULES, sendReport, TEMPLATES } from "./queries";
import { RecipientMark } from "./recipients";
import { SendNow } from "./send-now";
import { TestProgress } from "./test-progress";
import { COVERAGES, filtered, rule } from "./words";

const SHOWN = 4;

interface ScheduleRowProps {
  schedule: Schedule;
  onDeleted: (schedule: Schedule) => void;
}

/** A schedule: when it is due, for whom, and what can be done with it. */
export function ScheduleRow({ schedule, onDeleted }: ScheduleRowProps) {
  const queries = useQueryClient();
  const own = useUser()?.email;
  const { id, name, enabled } = schedule;
  const [asking, setAsking] = useState(false);
  const [test, setTest] = useState<string>();
  const [underWay, setUnderWay] = useState<number>();
  // Templates say by how many schedules they are used.
  const again = () => Promise.all([SCHEDULES, TEMPLATES].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const switching = useMutation({
    mutationFn: (on: boolean) => enable(id, on),
    onSuccess: (now) => toast(now.enabled ? `“${name}” goes on.` : `“${name}” is switched off: nothing of it is due.`),
    onSettled: again,
    onError: toastProblem,
  });
  const testing = useMutation({
    mutationFn: () => sendReport(id, "me"),
    onSuccess: ({ deliveries }) => setTest(deliveries[0]),
    onError: toastProblem,
  });
  const deleting = useMutation({
    mutationFn: () => deleteSchedule(id),
    onSuccess: async () => {
      await again();
      onDeleted(schedule);
    },
    onError: toastProblem,
  });
  return (
    <li className="flex flex-col gap-3 border-t border-line px-4 py-4 first:border-0 sm:px-5">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex items-center gap-2.5">
            <Switch
              label={`“${name}” is on`}
              on={switching.isPending ? switching.variables : enabled}
              busy={switching.isPending}
              onChange={(on) => switching.mutate(on)}
            />
            <Link
              to="/reports/schedules/$id"
              params={{ id }}
              className="quiet-link min-w-0 font-medium break-words hover:text-accent">
              {name}
            </Link>
          </div>
          <p className="mt-1 text-sm text-ink-2">
            {rule(schedule.repeat)}, {schedule.timezone}
          </p>
          <p className="text-xs text-ink-3">
            {COVERAGES[schedule.period]} · {filtered(schedule.filters)}
            {schedule.owner !== own && ` · of ${schedule.owner}`}
          </p>
        </div>
        <dl className="num grid min-w-0 flex-1 basis-72 grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2 gap-y-1 text-sm">
          <dt className="text-ink-3">Next</dt>
          <dd>
            <Next schedule={schedule} />
          </dd>
          <dt className="text-ink-3">Last sent</dt>
          <dd>
            {schedule.last_sent_at ? (
              <time dateTime={schedule.last_sent_at} title={dateTime(schedule.last_sent_at, schedule.timezone)}>
                {ago(schedule.last_sent_at)}
              </time>
            ) : (
              "never"
            )}
          </dd>
          <dt className="text-ink-3">Recipients</dt>
          <dd>
            <Whom schedule={schedule} />
          </dd>
        </dl>
      </div>
      <div className="flex flex-wrap gap-2">
        <LinkButton to="/reports/schedules/$id" params={{ id }} aria-label={`Edit ${name}`}>
          Edit
        </LinkButton>
        <Button aria-label={`Send me a test of ${name}`} busy={testing.isPending} onClick={() => testing.mutate()}>
          Send me a test
        </Button>
        <Button aria-label={`Send ${name} now`} onClick={() => setAsking(true)}>
          Send now
        </Button>
        <LinkButton to="/reports/history" search={{ schedule: id }} kind="ghost" aria-label={`History of ${name}`}>
          History
        </LinkButton>
        <Button kind="danger" aria-label={`Delete ${name}`} busy={deleting.isPending} onClick={() => deleting.mutate()}>
          Delete
        </Button>
      </div>
      {test !== undefined && <TestProgress key={test} id={test} onDismiss={() => setTest(undefined)} />}
      {underWay !== undefined && (
        <p role="status" className="rounded-lg bg-sunken px-3 py-2 text-sm">
          {count(underWay)} {underWay === 1 ? "report is" : "reports are"} under way.{" "}
          <Link to="/reports/history" search={{ schedule: id }} className="font-medium text-accent underline">
            Watch them in the history
          </Link>
        </p>
      )}
      <SendNow schedule={schedule} open={asking} onClose={() => setAsking(false)} onSent={setUnderWay} />
    </li>
  );
}

function Next({ schedule: { enabled, next_slot_at, paused_until, timezone } }: { schedule: Schedule }) {
  if (!enabled) return <>nothing: it is switched off</>;
  if (!next_slot_at) return <>nothing is due</>;
  const isPaused = paused_until !== null && Date.parse(next_slot_at) < Date.parse(paused_until);
  return (
    <>
      {isPaused ? (
        <span className="text-caution-ink">paused until {moment(paused_until, timezone)}</span>
      ) : (
        <time dateTime={next_slot_at}>{moment(next_slot_at, timezone)}</time>
      )}
    </>
  );
}

function Whom({ schedule: { recipients } }: { schedule: Schedule }) {
  const more = recipients.length - SHOWN;
  return (
    <ul className="flex flex-col gap-0.5">
      {recipients.slice(0, SHOWN).map(({ address, state }) => (
        <li key={address} className="flex min-w-0 flex-wrap items-center gap-x-2">
          <span className="min-w-0 break-all">{address}</span>
          <RecipientMark state={state} />
        </li>
      ))}
      {more > 0 && <li className="text-ink-3">and {count(more)} more</li>}
    </ul>
  );
}
