import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { asProblem } from "@/api/problem";
import type { Job, Mapping, MappingChange } from "@/api/types";
import { changeMapping } from "@/features/jobs/queries";
import { count } from "@/lib/format";
import { Combo } from "@/ui/combo";
import { Select } from "@/ui/select";
import { FormProblem } from "@/ui/states";
import { OtherTable } from "./other-table";
import { SEPARATORS } from "./recognised";

interface ReadingChoiceProps {
  job: Job;
  mapping: Mapping;
  /** What the file looks like once it is read in another way. */
  onRead: (mapping: Mapping) => void;
}

/** How the file's bytes become rows: encoding, separator and table, each chosen anew where it was taken wrong. */
export function ReadingChoice({ job, mapping, onRead }: ReadingChoiceProps) {
  const reading = useMutation({
    mutationFn: (change: MappingChange) => changeMapping(job.job_id, change),
    onSuccess: onRead,
  });
  const { recognised, encodings, tables, questions } = mapping;
  const { delimiter, encoding } = recognised;
  const isOther = reading.error && asProblem(reading.error).code === "table_not_unpacked";
  const other = isOther ? (reading.variables.table ?? undefined) : undefined;
  const taken = tables.filter((table) => table.taken);
  if (encodings.length === 0 && delimiter === null && tables.length === 0) return null;
  return (
    <div className="flex flex-col gap-2" aria-busy={reading.isPending}>
      <div className="flex flex-wrap gap-x-4 gap-y-3">
        {encodings.length > 0 && (
          <Labelled name="Encoding of the text" asked={questions.includes("encoding")}>
            <Combo
              label="Encoding of the text"
              className="w-52"
              value={encoding}
              options={encodings.includes(encoding) ? encodings : [encoding, ...encodings]}
              onChange={(next) => next !== "" && reading.mutate({ encoding: next })}
            />
          </Labelled>
        )}
        {delimiter !== null && (
          <Labelled name="Cells are separated by">
            <Select
              label="Cells are separated by"
              className="w-40"
              value={delimiter}
              options={SEPARATORS.map(({ value, name }) => ({ value, label: name }))}
              onChange={(next) => reading.mutate({ delimiter: next })}
            />
          </Labelled>
        )}
        {tables.length > 1 && (
          <Labelled name="Tables that are read" asked={questions.includes("table")}>
            <Select
              label="Tables that are read"
              className="w-64"
              value={taken.length === 1 ? (taken[0]?.name ?? "") : ""}
              options={[
                ...(taken.length === 1
                  ? []
                  : [{ value: "", label: `${count(taken.length)} of ${count(tables.length)}` }]),
                ...tables.map(({ name, rows }) => ({ value: name, label: `${name} (${count(rows)} rows)` })),
              ]}
              onChange={(next) => next !== "" && reading.mutate({ table: next })}
            />
          </Labelled>
        )}
      </div>
      {other === undefined ? (
        <FormProblem error={reading.error} />
      ) : (
        <OtherTable job={job.job_id} zone={job.timezone} table={other} />
      )}
    </div>
  );
}

function Labelled({ name, asked = false, children }: { name: string; asked?: boolean; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm font-medium">
        {name}
        {asked && <span className="ml-2 text-xs font-normal text-caution-ink">please check</span>}
      </span>
      {children}
    </div>
  );
}
