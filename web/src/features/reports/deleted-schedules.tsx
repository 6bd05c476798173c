import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schedule } from "@/api/types";
import { ago, dateTime } from "@/lib/format";
import { Button, LinkButton } from "@/ui/button";
import { Empty } from "@/ui/states";
import { toast, toastProblem } from "@/ui/toast";
import { restoreSchedule, SCHEDULES, TEMPLATES } from "./queries";
import { rule } from "./words";

/** Schedules that were taken away, and the way back. */
export function DeletedSchedules({ schedules }: { schedules: readonly Schedule[] }) {
  if (schedules.length === 0)
    return <Empty title="No deleted schedules">A schedule that is deleted waits here and can be brought back.</Empty>;
  return (
    <ul aria-label="Deleted schedules">
      {schedules.map((schedule) => (
        <Row key={schedule.id} schedule={schedule} />
      ))}
    </ul>
  );
}

function Row({ schedule: { id, name, repeat, timezone, owner, deleted_at } }: { schedule: Schedule }) {
  const queries = useQueryClient();
  const restoring = useMutation({
    mutationFn: () => restoreSchedule(id),
    onSuccess: async () => {
      await Promise.all([SCHEDULES, TEMPLATES].map((queryKey) => queries.invalidateQueries({ queryKey })));
      toast(`“${name}” is back: it goes on with its next report.`);
    },
    onError: toastProblem,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-0 sm:px-5">
      <span className="min-w-0 flex-1 basis-64">
        <span className="block font-medium break-words">{name}</span>
        <span className="block text-sm text-ink-2">
          {rule(repeat)}, {timezone}
        </span>
        <span className="block text-xs break-words text-ink-3">
          of {owner}
          {deleted_at !== null && (
            <>
              {" · deleted "}
              <time dateTime={deleted_at} title={dateTime(deleted_at)}>
                {ago(deleted_at)}
              </time>
            </>
          )}
        </span>
      </span>
      <span className="flex flex-wrap gap-2">
        <LinkButton to="/reports/history" search={{ schedule: id }} kind="ghost" aria-label={`History of ${name}`}>
          History
        </LinkButton>
        <Button aria-label={`Bring ${name} back`} busy={restoring.isPending} onClick={() => restoring.mutate()}>
          Bring back
        </Button>
      </span>
    </li>
  );
}
