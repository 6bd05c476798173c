import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { count } from "@/lib/format";
import { Pager } from "@/ui/pager";
import { Failure, SkeletonRows } from "@/ui/states";
import { ROW_RUNS_SHOWN, rowRuns } from "./queries";

/** Rows that are no tickets by themselves, though nothing is wrong with them. */
export type RowKind = "joined" | "empty" | "repeated_headers";

const NAMES: Record<RowKind, [one: string, many: string]> = {
  joined: ["row that went into the ticket of another row", "rows that went into the ticket of another row"],
  empty: ["empty row", "empty rows"],
  repeated_headers: ["row that says the header again", "rows that say the header again"],
};

/** Which rows are meant: neighbours together, as the file has them. */
export function RowRuns({ id, kind }: { id: string; kind: RowKind }) {
  const [offset, setOffset] = useState(0);
  const { data, error, refetch } = useQuery(rowRuns(id, kind, offset));
  const [one, many] = NAMES[kind];
  return (
    <section id="row-runs" aria-label="Rows" className="overflow-hidden rounded-lg border border-line">
      <h2 className="bg-sunken px-3 py-2 text-sm font-medium">
        {data ? count(data.rows) : "…"} {data?.rows === 1 ? one : many}
      </h2>
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonRows rows={2} />
      ) : (
        <>
          <ol className="num flex flex-wrap gap-x-4 gap-y-1 px-3 py-2 text-sm">
            {data.results.map(({ first, last }) => (
              <li key={first}>{first === last ? `Row ${count(first)}` : `Rows ${count(first)} – ${count(last)}`}</li>
            ))}
          </ol>
          <p className="px-3 pb-2 text-xs text-ink-3">Rows count behind the header: a spreadsheet shows one more.</p>
          {data.total > ROW_RUNS_SHOWN && (
            <Pager offset={offset} limit={ROW_RUNS_SHOWN} total={data.total} onMove={setOffset} />
          )}
        </>
      )}
    </section>
  );
}
