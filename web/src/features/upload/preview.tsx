import type { Mapping } from "@/api/types";
import { cx } from "@/lib/cx";
import { dateTime, NONE } from "@/lib/format";

interface PreviewProps {
  mapping: Mapping;
  /** Whether something was changed that it does not show yet. */
  stale: boolean;
  /** The zone the file's times are read in. */
  zone: string;
}

/** The first tickets as the mapping reads them. */
export function Preview({ mapping, stale, zone }: PreviewProps) {
  if (mapping.preview.length === 0) return null;
  return (
    <div
      className={cx("overflow-x-auto rounded-lg border border-line", stale && "opacity-50")}
      tabIndex={0}
      role="region"
      aria-label="Preview of the first tickets">
      <table className="w-full min-w-[36rem] text-sm">
        <caption className="bg-sunken px-3 py-1.5 text-left text-xs text-ink-3">
          The first tickets as they would be read{stale && " (before your changes)"}
        </caption>
        <thead className="text-xs text-ink-3">
          <tr>
            <th scope="col" className="px-3 py-1.5 text-left font-medium">
              Key
            </th>
            <th scope="col" className="px-3 text-left font-medium">
              Summary
            </th>
            <th scope="col" className="px-3 text-left font-medium">
              Created
            </th>
            <th scope="col" className="px-3 text-left font-medium">
              State
            </th>
            <th scope="col" className="px-3 text-right font-medium">
              Comments
            </th>
          </tr>
        </thead>
        <tbody>
          {mapping.preview.map((row, index) => (
            <tr key={index} className="border-t border-line">
              <td className="px-3 py-1.5 font-mono text-xs whitespace-nowrap">{row.ticket_id}</td>
              <td className="max-w-72 truncate px-3 py-1.5">{row.summary || NONE}</td>
              <td
                className={cx(
                  "num px-3 py-1.5 whitespace-nowrap",
                  row.created && !row.created_at && "text-caution-ink",
                )}
                title={row.created}>
                {row.created_at ? dateTime(row.created_at, zone) : row.created || NONE}
              </td>
              <td className="px-3 py-1.5 whitespace-nowrap">{row.status || NONE}</td>
              <td className="num px-3 py-1.5 text-right">{row.comments}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
