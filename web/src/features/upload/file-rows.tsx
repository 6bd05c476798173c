import type { Mapping } from "@/api/types";
import { count } from "@/lib/format";

/** So many columns are shown: exports of some trackers have more than a thousand. */
const MOST = 40;

/** The first rows as they stand in the file, whatever they are taken for. */
export function FileRows({ mapping }: { mapping: Mapping }) {
  if (mapping.rows.length === 0) return null;
  const filled = mapping.header
    .map(({ index, name }, position) => ({ index, name, position }))
    .filter(({ position, name }) => name !== "" || mapping.rows.some((row) => (row[position] ?? "") !== ""));
  const shown = filled.slice(0, MOST);
  return (
    <div
      className="overflow-x-auto rounded-lg border border-line"
      tabIndex={0}
      role="region"
      aria-label="The first rows of the file">
      <table className="min-w-full text-sm">
        <caption className="bg-sunken px-3 py-1.5 text-left text-xs text-ink-3">
          The first rows as the file has them
          {shown.length < mapping.header.length &&
            ` (${count(shown.length)} of ${count(mapping.header.length)} columns)`}
        </caption>
        <thead className="text-xs text-ink-3">
          <tr>
            {shown.map(({ index, name }) => (
              <th key={index} scope="col" className="px-3 py-1.5 text-left font-medium whitespace-nowrap">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mapping.rows.map((row, number) => (
            <tr key={number} className="border-t border-line">
              {shown.map(({ index, position }) => (
                <td key={index} className="max-w-64 truncate px-3 py-1.5 whitespace-nowrap" title={row[position]}>
                  {row[position]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
