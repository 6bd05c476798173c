import { Disclosure, DisclosureButton, DisclosurePanel } from "@headlessui/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { ExportRow, Ticket } from "@/api/types";
import { count, dateTime } from "@/lib/format";
import { ChevronIcon } from "@/ui/icons";
import { Pager } from "@/ui/pager";
import { Failure, SkeletonRows } from "@/ui/states";
import { rows } from "./queries";

/** Every column of the export, those that nothing is made of among them; asked for when somebody opens it. */
export function Columns({ ticket, zone }: { ticket: Ticket; zone: string }) {
  return (
    <Disclosure as="section" aria-label="All columns of the export" className="panel min-w-0">
      <h2>
        <DisclosureButton className="group flex min-h-12 w-full items-center gap-2 rounded-[inherit] px-4 py-3 text-left text-base font-semibold tracking-tight hover:bg-hover sm:px-5">
          <ChevronIcon className="size-4 shrink-0 -rotate-90 text-ink-3 transition-transform group-data-[open]:rotate-0" />
          All columns of the export
        </DisclosureButton>
      </h2>
      <DisclosurePanel>
        <Exports ticket={ticket} zone={zone} />
      </DisclosurePanel>
    </Disclosure>
  );
}

/** One export at a time, the newest first. */
function Exports({ ticket, zone }: { ticket: Ticket; zone: string }) {
  const [offset, setOffset] = useState(0);
  const [filter, setFilter] = useState("");
  const { data, error, refetch } = useQuery({
    ...rows(ticket.ticket_id, ticket.source, offset),
    placeholderData: keepPreviousData,
  });
  if (error && !data) {
    const problem = asProblem(error);
    return problem.status === 404 ? (
      <p className="px-4 pb-5 text-sm text-ink-2 sm:px-5">{problem.message}</p>
    ) : (
      <div className="p-4">
        <Failure error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  const row = data?.results[0];
  if (!data || !row) return <SkeletonRows rows={4} />;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pb-3 text-sm text-ink-2 sm:px-5">
        <input
          type="search"
          aria-label="Filter columns"
          placeholder="Filter by name or content"
          value={filter}
          className="control w-full sm:w-64"
          onChange={(event) => setFilter(event.target.value)}
        />
        <span>
          Row <span className="num">{count(row.row_number)}</span> of{" "}
          <Link to="/jobs/$id" params={{ id: row.job_id }} className="quiet-link break-all">
            {row.file_name}
          </Link>
          , <span className="num">{dateTime(row.submitted_at, zone)}</span>
        </span>
      </div>
      <Cells row={row} filter={filter} />
      {data.total > 1 && <Pager offset={offset} limit={1} total={data.total} onMove={setOffset} />}
    </>
  );
}

function Cells({ row, filter }: { row: ExportRow; filter: string }) {
  const wanted = filter.trim().toLocaleLowerCase();
  const holds = (text: string) => text.toLocaleLowerCase().includes(wanted);
  const cells = row.cells.flatMap(({ column, values }) =>
    values
      .map((value, at) => ({ key: `${column}/${at}`, column, value, at: values.length > 1 ? at + 1 : undefined }))
      .filter(({ value }) => value !== ""),
  );
  const shown = cells.filter(({ column, value }) => holds(column) || holds(value));
  return (
    <>
      <p role="status" className="px-4 pb-2 text-xs text-ink-3 sm:px-5">
        <span className="num">
          {shown.length === cells.length ? count(cells.length) : `${count(shown.length)} of ${count(cells.length)}`}
        </span>{" "}
        filled cells
      </p>
      {/* Some exports fill hundreds: these scroll by themselves, with keys too. */}
      <div role="region" aria-label="Cells" tabIndex={0} className="max-h-[32rem] overflow-y-auto border-t border-line">
        <dl className="divide-y divide-line text-sm">
          {shown.map(({ key, column, value, at }) => (
            <div key={key} className="grid gap-x-4 gap-y-0.5 px-4 py-2 sm:grid-cols-[14rem_minmax(0,1fr)] sm:px-5">
              <dt className="break-words text-ink-3">
                {column}
                {at !== undefined && <span className="num text-xs"> #{at}</span>}
              </dt>
              <dd className="break-words whitespace-pre-wrap">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}
