import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { DateOrder, Job, Mapping, MappingChange } from "@/api/types";
import { changeMapping, confirmMapping, mapping as mappingOf } from "@/features/jobs/queries";
import { update } from "@/features/jobs/use-job";
import { Button } from "@/ui/button";
import { Failure, FormProblem, SkeletonRows } from "@/ui/states";
import { FieldRow } from "./field-row";
import { FileRows } from "./file-rows";
import { chosenOf, FIELDS, makesKeys, missing, same, type Chosen } from "./fields";
import { MissingChoice } from "./missing-choice";
import { Preview } from "./preview";
import { ReadingChoice } from "./reading-choice";
import { eachRow, taken } from "./recognised";
import { SaveMapping } from "./save-mapping";
import { SourceChoice } from "./source-choice";

/** So long after the last change the preview follows. */
const PREVIEW_MS = 600;

/** Shows what each column was taken for, lets it be changed, and goes on when confirmed. */
export function MappingEditor({ job }: { job: Job }) {
  const { data, error, refetch } = useQuery(mappingOf(job.job_id));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={6} />;
  return <Editor job={job} mapping={data} />;
}

function Editor({ job, mapping }: { job: Job; mapping: Mapping }) {
  const id = job.job_id;
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Chosen>(() => chosenOf(mapping));
  const [order, setOrder] = useState<DateOrder | null>(mapping.date_order);
  const changed = !same(chosen, chosenOf(mapping)) || order !== mapping.date_order;
  const undecided = mapping.questions.includes("date_order") && order === null;
  const unmapped = missing(chosen, makesKeys(mapping));
  const lacking = [
    ...unmapped,
    ...(undecided ? ["the order of day and month"] : []),
    ...(mapping.source_options.length > 1 ? ["whose tickets these are"] : []),
  ];
  const show = (next: Mapping) => queries.setQueryData(mappingOf(id).queryKey, next);
  // Columns are proposed anew for a file that is read in another way.
  const read = (next: Mapping) => {
    show(next);
    setChosen(chosenOf(next));
    setOrder(next.date_order);
  };

  const choose = (key: string, columns: readonly number[]) => setChosen({ ...chosen, [key]: columns });
  const change = (): MappingChange => ({
    fields: Object.fromEntries(Object.entries(chosen).map(([key, columns]) => [key, [...columns]])),
    ...(order ? { date_order: order } : {}),
  });
  const saving = useMutation({
    mutationFn: () => changeMapping(id, change()),
    onSuccess: show,
  });
  const { mutate: preview } = saving;
  const choice = JSON.stringify([chosen, order]);
  useEffect(() => {
    if (!changed) return undefined;
    const timer = setTimeout(() => preview(), PREVIEW_MS);
    return () => clearTimeout(timer);
    // One look per choice: a choice that was refused is not sent again by itself.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [choice]);
  const confirming = useMutation({
    mutationFn: async () => {
      if (changed) show(await changeMapping(id, change()));
      return confirmMapping(id);
    },
    onSuccess: (job) => update(queries, job),
  });

  return (
    <div className="flex flex-col gap-4">
      {mapping.advice !== null && unmapped.length === 0 && !mapping.questions.includes("source") && (
        <p className="rounded-lg bg-caution-soft px-3 py-2 text-sm text-caution-ink">{mapping.advice}</p>
      )}
      <p className="text-sm text-ink-2">
        {mapping.header.length} columns found: {taken(mapping)}. {eachRow(mapping)}{" "}
        {mapping.template !== null && `Read by the saved mapping “${mapping.template}”. `}
        {mapping.sure
          ? "Everything needed was recognised: look it over and go on."
          : "Something needed is not certain: please check."}
      </p>
      <ReadingChoice job={job} mapping={mapping} onRead={read} />
      <SourceChoice job={id} mapping={mapping} onChosen={show} />
      <MissingChoice mapping={mapping} chosen={chosen} onChoose={(key, column) => choose(key, [column])} />
      <FileRows mapping={mapping} />
      <div className="rounded-lg border border-line">
        {FIELDS.map((info) => (
          <FieldRow
            key={info.key}
            info={info}
            header={mapping.header}
            proposed={mapping.fields[info.key]}
            columns={chosen[info.key] ?? []}
            onChange={(columns) => choose(info.key, columns)}
          />
        ))}
      </div>
      <DateOrderChoice value={order} undecided={undecided} onChange={setOrder} />
      <Preview mapping={mapping} stale={changed} zone={job.timezone} />
      <SaveMapping
        job={id}
        template={mapping.template}
        disabled={lacking.length > 0}
        keep={async () => {
          if (changed) show(await changeMapping(id, change()));
        }}
      />
      <FormProblem error={saving.error ?? confirming.error} />
      <div className="flex flex-wrap items-center gap-2">
        <Button
          kind="primary"
          busy={confirming.isPending}
          disabled={lacking.length > 0}
          onClick={() => confirming.mutate()}>
          Confirm and go on
        </Button>
        {lacking.length > 0 && (
          <p role="status" className="text-sm text-caution-ink">
            Still needed: {lacking.join(", ")}.
          </p>
        )}
      </div>
    </div>
  );
}

const ORDERS: readonly { value: DateOrder; label: string }[] = [
  { value: "day_first", label: "31/12: day first" },
  { value: "month_first", label: "12/31: month first" },
];

interface DateOrderChoiceProps {
  value: DateOrder | null;
  /** The file reads either way: somebody has to say. */
  undecided: boolean;
  onChange: (order: DateOrder) => void;
}

function DateOrderChoice({ value, undecided, onChange }: DateOrderChoiceProps) {
  return (
    <fieldset className="flex flex-wrap items-center gap-x-5 gap-y-2 text-sm">
      <legend className="mb-1 font-medium">How the dates of this file are written</legend>
      {ORDERS.map((order) => (
        <label key={order.value} className="flex items-center gap-2">
          <input
            type="radio"
            name="date-order"
            className="size-4 accent-accent"
            checked={value === order.value}
            onChange={() => onChange(order.value)}
          />
          {order.label}
        </label>
      ))}
      {undecided ? (
        <span className="text-caution-ink">Both would fit: please choose.</span>
      ) : (
        value === null && <span className="text-ink-3">The file shows it by itself.</span>
      )}
    </fieldset>
  );
}
