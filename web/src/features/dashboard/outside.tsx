import { Link } from "@tanstack/react-router";
import { useLimits } from "@/api/limits";
import { addDays, browserZone, type Period } from "@/lib/dates";
import { count } from "@/lib/format";
import type { Extent } from "./queries";

interface OutsideProps {
  /** How many tickets the period has. */
  shown: number;
  period: Period;
  zone: string;
  known: Extent;
  source: string | undefined;
}

const LINK = "quiet-link text-accent underline";

/** How many tickets have a day that is not shown, and the way to them: all time or, of what no dashboard reaches, the list. */
export function Outside({ shown, period, zone, known, source }: OutsideProps) {
  const most = useLimits()?.dashboard_days;
  const tickets = known.tickets - shown;
  if (tickets <= 0) return null;
  const isAll = period.start <= known.start && period.end >= known.end;
  const number = <span className="num">{count(tickets)}</span>;
  const timezone = zone === browserZone() ? undefined : zone;
  return (
    <p role="note" className="border-t border-line pt-3 text-xs text-ink-2">
      {isAll ? (
        <>
          <Link
            to="/tickets"
            search={{ start_date: known.oldest, end_date: addDays(known.start, -1), timezone: zone, source }}
            className={LINK}>
            {number} {tickets === 1 ? "ticket is" : "tickets are"} older
          </Link>{" "}
          than this: a dashboard shows at most {most === undefined ? "so many" : count(most)} days.
        </>
      ) : (
        <>
          {number} {tickets === 1 ? "ticket was" : "tickets were"} created outside this period.{" "}
          <Link to="/" search={{ start_date: known.start, end_date: known.end, timezone, source }} className={LINK}>
            Show all time
          </Link>
        </>
      )}
    </p>
  );
}
