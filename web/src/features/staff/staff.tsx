import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import type { StaffEntry } from "@/api/types";
import { useMay } from "@/api/user";
import { SearchBox } from "@/features/tickets/search-box";
import { count } from "@/lib/format";
import { Button } from "@/ui/button";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Select } from "@/ui/select";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { Undo } from "@/ui/undo";
import { AddStaff } from "./add-staff";
import { addStaff, OPTIONS, PAGE_SIZE, staff } from "./queries";
import { Row } from "./row";
import type { StaffSearch } from "./search";

const FILTER = [{ value: "", label: "Any kind" }, ...OPTIONS] as const;

/** Whom the workspace calls its own staff: what tells the two sides of a conversation apart. */
export function StaffPage() {
  const search = useSearch({ from: "/app/staff" });
  const navigate = useNavigate({ from: "/staff" });
  const mayWrite = useMay("labels:write");
  const mayRescore = useMay("sentiment:rescore");
  const list = useQuery(staff(search));
  const [removed, setRemoved] = useState<StaffEntry>();
  const move = useCallback(
    (change: StaffSearch) =>
      void navigate({ search: (before) => ({ ...before, offset: undefined, ...change }), replace: true }),
    [navigate],
  );
  const look = useCallback((q: string) => move({ q: q || undefined }), [move]);
  const isFiltered = search.q !== undefined || search.kind !== undefined;
  return (
    <Page title="Staff" lead="Who answers your customers: what tells the two sides of a conversation apart.">
      <p className="max-w-[80ch] text-sm text-ink-2">
        A change takes effect with the next upload or rescoring; to apply it to stored tickets now,{" "}
        {mayRescore ? (
          <Link to="/scoring" className="quiet-link">
            score everything anew
          </Link>
        ) : (
          "ask an administrator to score everything anew"
        )}
        . Whoever a ticket is assigned to is staff and its reporter is the customer without being listed; a domain
        stands for those under it, too.
      </p>
      {mayWrite && <AddStaff />}
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-60 flex-1">
          <SearchBox label="Search staff" placeholder="Search staff" value={search.q ?? ""} onSearch={look} />
        </div>
        <Select
          label="Kind"
          className="!h-10 w-44"
          value={search.kind ?? ""}
          options={FILTER}
          onChange={(kind) => move({ kind: kind === "" ? undefined : kind })}
        />
      </div>
      {removed && (
        <Undo
          of={removed}
          restore={() => addStaff({ kind: removed.kind, value: removed.value })}
          queryKeys={[["staff"]]}
          onDone={() => setRemoved(undefined)}>
          “{removed.value}” is taken out; that takes effect with the next upload or rescoring.
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
            <ul aria-label="Staff">
              {list.data.results.map((entry) => (
                <Row key={entry.id} entry={entry} mayWrite={mayWrite} onRemoved={setRemoved} />
              ))}
            </ul>
          ) : isFiltered ? (
            <Empty title="Nobody fits" action={<Button onClick={() => void navigate({ search: {} })}>Show all</Button>}>
              Nothing in the list has this part or kind.
            </Empty>
          ) : (
            <Empty title="Nobody is listed yet">
              Add the domain your people write from, and those who write under a name alone
              {mayWrite ? "" : ": ask an analyst of yours"}. Without, only assignees count as staff.
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
        <p className="text-sm text-ink-2">A workspace names at most {count(list.data.most)} of its staff.</p>
      )}
    </Page>
  );
}
