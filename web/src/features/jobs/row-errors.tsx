import { useMutation, useQuery } from "@tanstack/react-query";
import { api, save } from "@/api/client";
import { count } from "@/lib/format";
import { sentence } from "@/lib/sentence";
import { Button } from "@/ui/button";
import { DownloadIcon } from "@/ui/icons";
import { Failure, SkeletonRows } from "@/ui/states";
import { toastProblem } from "@/ui/toast";
import { at, ERRORS_SHOWN, rowErrors } from "./queries";
import type { ErrorKind } from "./row-sum";

interface Props {
  id: string;
  total: number;
  /** Which of them; all where it is undefined. */
  kind: ErrorKind | undefined;
  onAll: () => void;
}

const NAMES: Record<ErrorKind, string> = {
  refused: "rows that were refused",
  joined: "rows that were joined to another of their ticket",
  cells: "cells that were not read",
};

/** The rows that could not be read as they are: where, what, why, and what helps. */
export function RowErrors({ id, total, kind, onAll }: Props) {
  const { data, error, refetch } = useQuery(rowErrors(id, total, kind));
  const saving = useMutation({
    mutationFn: () => save(api.GET("/api/job/{id}/errors.csv", { ...at(id), parseAs: "blob" }), `row-errors-${id}.csv`),
    onError: toastProblem,
  });
  if (total === 0) return null;
  return (
    <section id="row-errors" aria-label="Row errors" className="overflow-hidden rounded-lg border border-line">
      <header className="flex flex-wrap items-center justify-between gap-2 bg-caution-soft px-3 py-2">
        <h2 className="text-sm font-medium text-caution-ink">
          {kind
            ? `${data ? count(data.total) : "…"} ${NAMES[kind]}`
            : `${count(total)} ${total === 1 ? "row problem" : "row problems"}`}
        </h2>
        {kind && (
          <Button kind="ghost" onClick={onAll}>
            Show all {count(total)}
          </Button>
        )}
        <Button busy={saving.isPending} onClick={() => saving.mutate()}>
          <DownloadIcon />
          All as CSV
        </Button>
      </header>
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows rows={3} />
      ) : (
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="The first row problems">
          <table className="block w-full text-sm sm:table sm:min-w-[40rem]">
            <thead className="hidden text-xs text-ink-3 sm:table-header-group">
              <tr>
                <th scope="col" className="num px-3 py-1.5 text-right font-medium">
                  Row
                </th>
                <th scope="col" className="px-3 text-left font-medium">
                  Column
                </th>
                <th scope="col" className="px-3 text-left font-medium">
                  Value
                </th>
                <th scope="col" className="px-3 text-left font-medium">
                  Why, and what helps
                </th>
              </tr>
            </thead>
            <tbody className="block sm:table-row-group">
              {data.results.map((row, index) => (
                <tr
                  key={index}
                  className="flex flex-wrap items-baseline gap-x-2 border-t border-line px-3 py-2 align-top first:border-0 sm:table-row sm:p-0 sm:first:border-t">
                  <td
                    className="num text-ink-2 sm:px-3 sm:py-1.5 sm:text-right"
                    title={`The file’s line ${row.line}; rows count behind the header`}>
                    <span className="sm:hidden">Row </span>
                    {count(row.row)}
                  </td>
                  <td className="max-w-full min-w-0 truncate font-medium sm:max-w-40 sm:px-3 sm:py-1.5 sm:font-normal">
                    {row.column}
                  </td>
                  <td
                    className="max-w-full min-w-0 truncate font-mono text-xs sm:max-w-48 sm:px-3 sm:py-1.5"
                    title={row.value ?? undefined}>
                    {row.value}
                  </td>
                  <td className="w-full break-words sm:w-auto sm:px-3 sm:py-1.5">
                    {sentence(row.reason)}
                    <span className="block text-xs text-ink-3">{sentence(row.remedy)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data && data.total > ERRORS_SHOWN && (
        <p className="border-t border-line px-3 py-1.5 text-xs text-ink-3">
          The first {ERRORS_SHOWN} of {count(data.total)}.
        </p>
      )}
    </section>
  );
}
