import { useMutation, useQuery } from "@tanstack/react-query";
import { download } from "@/api/client";
import { count } from "@/lib/format";
import { sentence } from "@/lib/sentence";
import { Button } from "@/ui/button";
import { DownloadIcon } from "@/ui/icons";
import { Failure, SkeletonRows } from "@/ui/states";
import { toastProblem } from "@/ui/toast";
import { ERRORS_SHOWN, path, rowErrors } from "./queries";

/** The rows that could not be read as they are: where, what, why, and what helps. */
export function RowErrors({ id, total }: { id: string; total: number }) {
  const { data, error, refetch } = useQuery(rowErrors(id, total));
  const saving = useMutation({ mutationFn: () => download(`${path(id)}/errors.csv`, {}, `row-errors-${id}.csv`), onError: toastProblem });
  if (total === 0) return null;
  return (
    <section aria-label="Row errors" className="overflow-hidden rounded-lg border border-line">
      <header className="flex flex-wrap items-center justify-between gap-2 bg-caution-soft px-3 py-2">
        <h2 className="text-sm font-medium text-caution-ink">{count(total)} {total === 1 ? "row problem" : "row problems"}</h2>
        <Button busy={saving.isPending} onClick={() => saving.mutate()}><DownloadIcon />All as CSV</Button>
      </header>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <SkeletonRows rows={3} /> : (
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="The first row problems">
          <table className="w-full min-w-[40rem] text-sm">
            <thead className="text-xs text-ink-3">
              <tr>
                <th scope="col" className="num px-3 py-1.5 text-right font-medium">Row</th>
                <th scope="col" className="px-3 text-left font-medium">Column</th>
                <th scope="col" className="px-3 text-left font-medium">Value</th>
                <th scope="col" className="px-3 text-left font-medium">Why, and what helps</th>
              </tr>
            </thead>
            <tbody>
              {data.results.map((row, index) => (
                <tr key={index} className="border-t border-line align-top">
                  <td className="num px-3 py-1.5 text-right text-ink-2" title={`The file’s line ${row.line}; rows count behind the header`}>{count(row.row)}</td>
                  <td className="max-w-40 truncate px-3 py-1.5">{row.column}</td>
                  <td className="max-w-48 truncate px-3 py-1.5 font-mono text-xs" title={row.value ?? undefined}>{row.value}</td>
                  <td className="px-3 py-1.5">{sentence(row.reason)}<span className="block text-xs text-ink-3">{sentence(row.remedy)}</span></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {total > ERRORS_SHOWN && <p className="border-t border-line px-3 py-1.5 text-xs text-ink-3">The first {ERRORS_SHOWN} of {count(total)}.</p>}
    </section>
  );
}
