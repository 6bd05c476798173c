import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { api, save } from "@/api/client";
import { useLimits } from "@/api/limits";
import type { TicketPage } from "@/api/types";
import { NoData } from "@/features/upload/no-data";
import { cx } from "@/lib/cx";
import { browserZone } from "@/lib/dates";
import { countUpTo, day, words } from "@/lib/format";
import { Button } from "@/ui/button";
import { DownloadIcon } from "@/ui/icons";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { toastProblem } from "@/ui/toast";
import { FilterBar } from "./filter-bar";
import { FromImport } from "./from-import";
import { COMMAS, PAGE_SIZE, ticketList, ticketQuery, useSeveralSources } from "./queries";
import { SearchBox } from "./search-box";
import { isFiltered, type TicketSearch } from "./search";
import { TicketTable } from "./ticket-table";

/** The list of tickets; everything that shapes it stands in the address. */
export function Tickets() {
  const search = useSearch({ from: "/app/tickets" });
  const navigate = useNavigate({ from: "/tickets" });
  const zone = search.timezone ?? browserZone();
  const list = useQuery(ticketList(search));
  const sources = useSeveralSources();
  const exporting = useMutation({
    mutationFn: () =>
      save(
        api.GET("/api/tickets.csv", {
          params: { query: ticketQuery(search) },
          querySerializer: COMMAS,
          parseAs: "blob",
        }),
        "tickets.csv",
      ),
    onError: toastProblem,
  });

  const change = useCallback(
    (next: TicketSearch) =>
      void navigate({ search: (before) => ({ ...before, offset: undefined, ...next }), resetScroll: false }),
    [navigate],
  );
  const find = useCallback((q: string) => change({ q: q === "" ? undefined : q }), [change]);
  const clear = () => void navigate({ search: { sort: search.sort } });
  const filtered = isFiltered(search);
  // None among the texts that were looked at, which are not all: the spreadsheet looks at all of them.
  const unfinished = list.data?.total === 0 && !list.data.total_is_exact;
  const exportable = list.data !== undefined && (list.data.total > 0 || unfinished);

  return (
    <Page
      title="Tickets"
      lead={<Lead list={list.data} search={search} zone={zone} />}
      actions={
        <Button busy={exporting.isPending} disabled={!exportable} onClick={() => exporting.mutate()}>
          <DownloadIcon />
          CSV
        </Button>
      }>
      <div className="flex flex-col gap-2.5">
        <SearchBox value={search.q ?? ""} onSearch={find} />
        <FilterBar search={search} onChange={change} />
        {filtered && (
          <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
            {search.job && (
              <FromImport
                job={search.job}
                outcome={search.outcome}
                onDrop={() => change({ job: undefined, outcome: undefined })}
              />
            )}
            <Button kind="ghost" onClick={clear} className="-ml-3 !text-accent">
              Clear all filters
            </Button>
          </div>
        )}
      </div>
      {list.error && !list.data ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <div className="panel">
          <SkeletonRows rows={12} />
        </div>
      ) : list.data.total === 0 && !filtered ? (
        <NoData />
      ) : (
        <div
          className={cx("panel overflow-hidden transition-opacity", list.isPlaceholderData && "opacity-60")}
          aria-busy={list.isPlaceholderData}>
          {unfinished ? (
            <Empty title="Not all tickets were looked at" action={<Button onClick={clear}>Clear all filters</Button>}>
              None was found so far. Use rarer words, or download the CSV: it looks at all of them.
            </Empty>
          ) : list.data.total === 0 ? (
            <Empty title="No ticket fits" action={<Button onClick={clear}>Clear all filters</Button>}>
              Try fewer filters, other words or a longer period.
            </Empty>
          ) : (
            <TicketTable tickets={list.data.results} zone={zone} sources={sources} />
          )}
          {!unfinished && (
            <Pager
              offset={search.offset ?? 0}
              limit={PAGE_SIZE}
              total={list.data.total}
              isExact={list.data.total_is_exact}
              onMove={(offset) =>
                void navigate({ search: (before) => ({ ...before, offset: offset === 0 ? undefined : offset }) })
              }
            />
          )}
        </div>
      )}
    </Page>
  );
}

function Lead({ list, search, zone }: { list: TicketPage | undefined; search: TicketSearch; zone: string }) {
  const most = useLimits()?.counted_hits ?? Infinity;
  const period =
    search.start_date && search.end_date
      ? search.start_date === search.end_date
        ? ` created on ${day(search.start_date)} (${zone})`
        : ` created ${day(search.start_date)} – ${day(search.end_date)} (${zone})`
      : search.dated
        ? " without a creation date"
        : "";
  return (
    <span className="num" role="status">
      {list === undefined
        ? "Loading…"
        : `${words(countUpTo(list.total, list.total_is_exact, most))} ${list.total === 1 ? "ticket" : "tickets"}${period}`}
      {list?.total_is_exact === false && list.total < most && ", not all were looked at"}
      <span className="hidden text-ink-3 md:inline">
        {" "}
        · <kbd className="font-mono">j</kbd> <kbd className="font-mono">k</kbd> move,{" "}
        <kbd className="font-mono">Enter</kbd> opens
      </span>
    </span>
  );
}
