import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { api, save } from "@/api/client";
import type { Name } from "@/api/types";
import { useMay } from "@/api/user";
import { SearchBox } from "@/features/tickets/search-box";
import { count } from "@/lib/format";
import { Button } from "@/ui/button";
import { DownloadIcon } from "@/ui/icons";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Select } from "@/ui/select";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { toastProblem } from "@/ui/toast";
import { Undo } from "@/ui/undo";
import { AddName } from "./add-name";
import { ImportNames } from "./import-names";
import { Row } from "./row";
import { addName, names, OPTIONS, PAGE_SIZE } from "./queries";
import type { NamesSearch } from "./search";

const FILTER = [{ value: "", label: "Any kind" }, ...OPTIONS] as const;

/** The workspace's own names: what is found in texts beside the names that are built in, and what is not. */
export function Names() {
  const search = useSearch({ from: "/app/names" });
  const navigate = useNavigate({ from: "/names" });
  const mayWrite = useMay("labels:write");
  const mayRescore = useMay("sentiment:rescore");
  const list = useQuery(names(search));
  const [removed, setRemoved] = useState<Name>();
  const exporting = useMutation({
    mutationFn: () => save(api.GET("/api/gazetteer.csv", { parseAs: "blob" }), "gazetteer.csv"),
    onError: toastProblem,
  });
  const move = useCallback(
    (change: NamesSearch) =>
      void navigate({ search: (before) => ({ ...before, offset: undefined, ...change }), replace: true }),
    [navigate],
  );
  const look = useCallback((q: string) => move({ q: q || undefined }), [move]);
  const isFiltered = search.q !== undefined || search.label !== undefined;
  return (
    <Page
      title="Names"
      lead="What counts as a name in your texts, beside the names that are built in, and what never does."
      actions={
        <>
          {mayWrite && <ImportNames />}
          <Button
            busy={exporting.isPending}
            disabled={!list.data || (list.data.total === 0 && !isFiltered)}
            onClick={() => exporting.mutate()}>
            <DownloadIcon />
            CSV
          </Button>
        </>
      }>
      <p className="max-w-[80ch] text-sm text-ink-2">
        Applies to texts that arrive from now on; to apply it to stored tickets,{" "}
        {mayRescore ? (
          <Link to="/scoring" className="quiet-link">
            score everything anew
          </Link>
        ) : (
          "an administrator scores everything anew"
        )}
        . A name with a capital is found as written and in capitals, one without in any case.
      </p>
      {mayWrite && <AddName />}
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-60 flex-1">
          <SearchBox label="Search names" placeholder="Search names" value={search.q ?? ""} onSearch={look} />
        </div>
        <Select
          label="Kind"
          className="!h-10 w-44"
          value={search.label ?? ""}
          options={FILTER}
          onChange={(label) => move({ label: label === "" ? undefined : label })}
        />
      </div>
      {removed && (
        <Undo
          of={removed}
          restore={() => addName({ term: removed.term, label: removed.label })}
          queryKeys={[["names"]]}
          onDone={() => setRemoved(undefined)}>
          “{removed.term}” is taken out.
        </Undo>
      )}
      {list.error && !list.data ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <div className="panel">
          <SkeletonRows rows={6} />
        </div>
      ) : (
        <div className="panel overflow-hidden">
          {list.data.results.length > 0 ? (
            <ul aria-label="Names">
              {list.data.results.map((name) => (
                <Row key={name.id} name={name} mayWrite={mayWrite} onRemoved={setRemoved} />
              ))}
            </ul>
          ) : isFiltered ? (
            <Empty
              title="No name fits"
              action={<Button onClick={() => void navigate({ search: {} })}>Show all</Button>}>
              Nothing in the list has this part or kind.
            </Empty>
          ) : (
            <Empty title="No names of your own yet">
              Products, companies and people of the built-in list are found without. Add what only you know
              {mayWrite ? "" : ": ask an analyst of yours"}.
            </Empty>
          )}
          <Pager
            offset={search.offset ?? 0}
            limit={PAGE_SIZE}
            total={list.data.total}
            onMove={(next) => move({ offset: next === 0 ? undefined : next })}
          />
        </div>
      )}
      {list.data && list.data.total > list.data.most * 0.9 && (
        <p className="text-sm text-ink-2">A workspace has at most {count(list.data.most)} names.</p>
      )}
    </Page>
  );
}
