import { Link } from "@tanstack/react-router";
import type { Mood } from "@/api/types";
import type { TicketSearch } from "@/features/tickets/search";
import { count, day, moodName, signed } from "@/lib/format";
import { MOODS } from "@/ui/mood";
import type { Bucket } from "./buckets";

/** The numbers of the chart, newest first, each a link to its tickets. */
export function MoodTable({ buckets, search }: { buckets: readonly Bucket[]; search: TicketSearch }) {
  return (
    <div className="max-h-80 overflow-auto pb-2" tabIndex={0} role="region" aria-label="Mood over time as a table">
      <table className="num w-full text-sm">
        <thead className="sticky top-0 bg-surface text-xs text-ink-3">
          <tr>
            <th scope="col" className="px-5 py-2 text-left font-medium">
              Period
            </th>
            <th scope="col" className="px-3 py-2 text-right font-medium">
              Mood
            </th>
            {MOODS.map((mood) => (
              <th key={mood} scope="col" className="px-3 py-2 text-right font-medium">
                {moodName[mood]}
              </th>
            ))}
            <th scope="col" className="px-5 py-2 text-right font-medium">
              Tickets
            </th>
          </tr>
        </thead>
        <tbody>
          {buckets.toReversed().map((bucket) => (
            <tr key={bucket.start} className="border-t border-line">
              <th scope="row" className="px-5 py-1.5 text-left font-normal">
                {bucket.start === bucket.end ? day(bucket.start) : `${day(bucket.start, "short")} – ${day(bucket.end)}`}
              </th>
              <td className="px-3 text-right">{signed(bucket.compound)}</td>
              {MOODS.map((mood) => (
                <Cell key={mood} bucket={bucket} search={search} value={bucket[mood]} mood={mood} />
              ))}
              <Cell bucket={bucket} search={search} value={bucket.total} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  bucket: Bucket;
  search: TicketSearch;
  value: number;
  mood?: Mood;
}

function Cell({ bucket, search, value, mood }: CellProps) {
  return (
    <td className="px-3 text-right last:px-5">
      {value === 0 ? (
        <span className="text-ink-3">0</span>
      ) : (
        <Link
          to="/tickets"
          className="quiet-link"
          search={{ ...search, start_date: bucket.start, end_date: bucket.end, sentiment: mood }}>
          {count(value)}
        </Link>
      )}
    </td>
  );
}
