import { isDay, isZone } from "@/lib/dates";
import { text } from "@/lib/url";

/** The period in the address: both days or none, and the zone they are days of. */
export interface PeriodSearch {
  start_date?: string | undefined;
  end_date?: string | undefined;
  timezone?: string | undefined;
}

export function dashboardSearch(search: Record<string, unknown>): PeriodSearch {
  const start = text(search["start_date"], isDay);
  const end = text(search["end_date"], isDay);
  const whole = start !== undefined && end !== undefined && start <= end;
  return {
    start_date: whole ? start : undefined,
    end_date: whole ? end : undefined,
    timezone: text(search["timezone"], isZone),
  };
}
