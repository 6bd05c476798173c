import type { Job } from "@/api/types";
import { count, words } from "@/lib/format";

/** Which row errors are listed. */
export type ErrorKind = "refused" | "joined" | "cells";

type Rows = NonNullable<Job["rows"]>;

interface Part {
  name: string;
  value: number;
  /** The list that names them, where there is one. */
  kind?: ErrorKind;
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
  const always: Part[] = [
    { name: "new", value: rows.new },
    { name: "updated", value: rows.updated },
    { name: "unchanged", value: rows.unchanged },
  ];
  const others: Part[] = [
    { name: "joined to another row of their ticket", value: rows.joined, kind: "joined" },
    { name: "refused", value: total(rows.refused), kind: "refused", reasons: reasons(rows.refused) },
    { name: "empty", value: rows.empty },
    { name: "headers again", value: rows.repeated_headers },
  ];
  return [...always, ...others.filter((part) => part.value > 0)];
}

/** The rows of a file as a sum that adds up; who wants to know which rows are meant is led to their list. */
export function RowSum({ rows, onShow }: { rows: Rows; onShow: (kind: ErrorKind) => void }) {
  const cells = total(rows.cell_errors);
  return (
    <section aria-label="What became of the rows" className="rounded-lg border border-line px-4 py-3 text-sm">
      <p className="num">
        <span className="font-semibold">{count(rows.read)}</span> {rows.read === 1 ? "row" : "rows"} read
        {parts(rows).map((part, index) => (
          <span key={part.name}>
            {index === 0 ? " = " : " + "}
            <span className="font-semibold">{count(part.value)}</span>{" "}
            {part.kind && part.value > 0 ? <Show part={part} kind={part.kind} onShow={onShow} /> : part.name}
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
            }}
            kind="cells"
            onShow={onShow}
          />{" "}
          <span className="text-ink-3">({reasons(rows.cell_errors)})</span>
        </p>
      )}
    </section>
  );
}

function Show({ part, kind, onShow }: { part: Part; kind: ErrorKind; onShow: (kind: ErrorKind) => void }) {
  return (
    <a
      href="#row-errors"
      className="text-accent-strong underline underline-offset-2"
      onClick={() => {
        onShow(kind);
      }}>
      {part.name}
    </a>
  );
}
