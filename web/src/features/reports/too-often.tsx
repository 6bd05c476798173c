import type { Repeat } from "@/api/types";
import { count } from "@/lib/format";
import { often } from "./cron";

/** Says how many mails a day an expression makes that is due more often than once an hour. */
export function TooOften({ repeat, recipients }: { repeat: Repeat; recipients: number }) {
  const due = repeat.kind === "cron" ? often(repeat.expression) : undefined;
  if (!due || due.hourly < 2) return null;
  return (
    <p role="note" className="rounded-lg bg-caution-soft px-3 py-2 text-sm text-caution-ink">
      This is due {count(due.hourly)} times an hour: {count(due.daily)} mails a day to each recipient
      {recipients > 1 && `, ${count(due.daily * recipients)} in all`}. With one minute in its first field, such as “0”,
      it is due once an hour.
    </p>
  );
}
