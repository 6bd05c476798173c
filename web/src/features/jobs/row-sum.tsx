import { Link } from "@tanstack/react-router";
import type { Job } from "@/api/types";
import type { JobOutcome } from "@/features/tickets/search";
import { count, words } from "@/lib/format";
import type { RowKind } from "./row-runs";

/** Which row errors are listed. */
export type ErrorKind = "refused" | "joined" | "cells";

/** Which lists are shown below the sum. */
export interface Shown {
  kind?: ErrorKind | undefined;
  rows?: RowKind | undefined;
}

type Rows = NonNullable<Job["rows"]>;

const LINK = "text-accent-strong underline underline-offset-2";

interface Part {
  name: string;
  value: number;
  /** The list of row errors that names them, where there is one. */
  kind?: ErrorKind;
  /** The list of their tickets, where there is one. */
  outcome?: JobOutcome | undefined;
  /** The list of their rows, where there is one. */
  rows?: RowKind | undefined;
  /** What they are, by reason. */
  reasons?: string;
}

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, value) => sum + value, 0);
const reasons = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([code, value]) => `${count(value)} ${words(code).toLowerCase()}`)
    .join(", ");

/** What became of the rows: these are all, and each once. */
export function parts(rows: Rows): Part[] {
  const has = (list: Rows["lists"][number]) => rows.lists.includes(list);
  const always: Part[] = [
    { name: "new", value: rows.new, outcome: has("new") ? "added" : undefined },
    { name: "updated", value: rows.updated, outcome: has("updated") ? "updated" : undefined },
    { name: "unchanged", value: rows.unchanged, outcome: has("unchanged") ? "unchanged" : undefined },
  ];
  const others: Part[] = [
    {
      name: "joined to another row of their ticket",
      value: rows.joined,
      kind: "joined",
      rows: has("joined") ? "joined" : undefined,
    },
    { name: "refused", value: total(rows.refused), kind: "refused", reasons: reasons(rows.refused) },
    { name: "empty", value: rows.empty, rows: has("empty") ? "empty" : undefined },
    {
      name: "headers again",
      value: rows.repeated_headers,
      rows: has("repeated_headers") ? "repeated_headers" : undefined,
    },
  ];
  return [...always, ...others.filter((part) => part.value > 0)];
}

/** The rows of a file as a sum that adds up; who wants to know which rows are meant is led to their list. */
export function RowSum({ job, rows, onShow }: { job: string; rows: Rows; onShow: (shown: Shown) => void }) {
  const cells = total(rows.cell_errors);
  return (
    <section aria-label="What became of the rows" className="rounded-lg border border-line px-4 py-3 text-sm">
      <p className="num">
        <span className="font-semibold">{count(rows.read)}</span> {rows.read === 1 ? "row" : "rows"} read
        {parts(rows).map((part, index) => (
          <span key={part.name}>
            {index === 0 ? " = " : " + "}
            <span className="font-semibold">{count(part.value)}</span> <Named job={job} part={part} onShow={onShow} />
            {part.reasons && <span className="text-ink-3"> ({part.reasons})</span>}
          </span>
        ))}
      </p>
      {cells > 0 && (
        <p className="num mt-1 text-ink-2">
          In rows that were taken:{" "}
          <Show
            part={{
              name: `${count(cells)} ${cells === 1 ? "cell not read as it stands" : "cells not read as they stand"}`,
              value: cells,
              kind: "cells",
            }}
            onShow={onShow}
          />{" "}
          <span className="text-ink-3">({reasons(rows.cell_errors)})</span>
        </p>
      )}
    </section>
  );
}

/** What a part is called, as the way to its list where it has one. */
function Named({ job, part, onShow }: { job: string; part: Part; onShow: (shown: Shown) => void }) {
  if (part.value === 0) return part.name;
  if (part.outcome)
    return (
      <Link to="/tickets" search={{ job, outcome: part.outcome }} className={LINK}>
        {part.name}
      </Link>
    );
  return part.kind || part.rows ? <Show part={part} onShow={onShow} /> : part.name;
}

function Show({ part, onShow }: { part: Part; onShow: (shown: Shown) => void }) {
  return (
    <a
      href={part.rows ? "#row-runs" : "#row-errors"}
      className={LINK}
      onClick={() => {
        onShow({ kind: part.kind, rows: part.rows });
      }}>
      {part.name}
    </a>
  );
}
