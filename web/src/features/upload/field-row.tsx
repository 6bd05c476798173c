import type { MappedField, Mapping } from "@/api/types";
import { cx } from "@/lib/cx";
import { share } from "@/lib/format";
import { Combo } from "@/ui/combo";
import { CrossIcon } from "@/ui/icons";
import { choices, groups, type FieldInfo } from "./fields";

interface FieldRowProps {
  info: FieldInfo;
  header: Mapping["header"];
  columns: readonly number[];
  /** What was proposed, with its confidence and samples. */
  proposed: MappedField | undefined;
  onChange: (columns: readonly number[]) => void;
}

/** One meaning and the columns that carry it. */
export function FieldRow({ info, header, columns, proposed, onChange }: FieldRowProps) {
  const offered = choices(header, info.many);
  const chosen = groups(header, columns);
  const untouched = proposed?.columns.join() === columns.join() ? proposed : undefined;
  const pick = (label: string) => {
    const choice = offered.find((one) => one.label === label);
    if (!choice) return;
    onChange(info.many ? [...new Set([...columns, ...choice.columns])] : choice.columns);
  };
  return (
    <div className="grid items-start gap-x-4 gap-y-2 border-t border-line px-3 py-3 first:border-0 sm:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1fr)]">
      <div className="flex items-center gap-2 text-sm sm:pt-1">
        <span className="font-medium">{info.name}</span>
        {info.needed && <span className="text-xs text-ink-3">needed</span>}
      </div>
      <div className="flex min-w-0 flex-col items-start gap-2">
        {chosen.map((group) => (
          <span
            key={group.label}
            className="flex max-w-full items-center gap-1 rounded-md border border-line bg-sunken py-0.5 pr-0.5 pl-2 text-sm">
            <span className="truncate">{group.label}</span>
            <button
              type="button"
              aria-label={`Take ${group.label} away from ${info.name}`}
              className="rounded p-1 text-ink-3 hover:text-ink"
              onClick={() => onChange(columns.filter((column) => !group.columns.includes(column)))}>
              <CrossIcon className="size-3" />
            </button>
          </span>
        ))}
        {(chosen.length === 0 || info.many) && (
          <Combo
            label={`Column for ${info.name}`}
            className="w-full max-w-64"
            value=""
            empty={chosen.length === 0 ? "No column" : "Add columns"}
            options={offered.map((choice) => choice.label)}
            onChange={pick}
          />
        )}
      </div>
      <div className="min-w-0 text-xs text-ink-3 sm:pt-1">
        {untouched && columns.length > 0 && <Confidence value={untouched.confidence} />}
        {untouched?.samples.slice(0, 2).map((sample, index) => (
          <p key={index} className="truncate font-mono" title={sample}>
            {sample}
          </p>
        ))}
      </div>
    </div>
  );
}

function Confidence({ value }: { value: number }) {
  return (
    <p className="mb-0.5 flex items-center gap-2">
      <span aria-hidden="true" className="h-1 w-12 overflow-hidden rounded-full bg-sunken">
        <span
          className={cx("block h-full rounded-full", value >= 0.8 ? "bg-positive" : "bg-negative")}
          style={{ width: `${value * 100}%` }}
        />
      </span>
      <span className="num">{share(value, 1)} sure</span>
    </p>
  );
}
