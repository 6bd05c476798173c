import { isDay, isZone } from "@/lib/dates";
import { text } from "@/lib/url";

/** The period in the address: both days or none, and the zone they are days of. */
export interface PeriodSearch {
  start_date?: string | undefined;
  end_date?: string | undefined;
  timezone?: string | undefined;
}

/** A period, and perhaps one source whose tickets are shown. */
export interface DashboardSearch extends PeriodSearch {
  source?: string | undefined;
}

export const dashboardSearch = (search: Record<string, unknown>): DashboardSearch => ({
  ...periodSearch(search),
  source: text(search["source"]),
});

export function periodSearch(search: Record<string, unknown>): PeriodSearch {
  const start = text(search["start_date"], isDay);
  const end = text(search["end_date"], isDay);
  const whole = start !== undefined && end !== undefined && start <= end;
  return {
    start_date: whole ? start : undefined,
    end_date: whole ? end : undefined,
    timezone: text(search["timezone"], isZone),
  };
}
