import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import { cx } from "@/lib/cx";
import { browserZone } from "@/lib/dates";
import { moodName } from "@/lib/format";
import { Button } from "@/ui/button";
import { Combo } from "@/ui/combo";
import { MOODS } from "@/ui/mood";
import { PeriodPicker } from "@/ui/period-picker";
import { Select } from "@/ui/select";
import { filterValues } from "./queries";
import { FILTERS, missingOf, missingText, SORTS, type Missing, type Sort, type TicketSearch } from "./search";

interface FilterBarProps {
  search: TicketSearch;
  onChange: (change: TicketSearch) => void;
}

const MOOD_OPTIONS = [
  { value: "", label: "Any mood" },
  ...MOODS.map((mood) => ({ value: mood, label: moodName[mood] })),
  { value: "unread", label: "Not read" },
] as const;
const SORT_OPTIONS = Object.entries(SORTS).map(([value, label]) => ({ value: value as Sort, label }));

const WITHOUT: Record<Missing, string> = {
  status: "Without a state",
  priority: "Without a priority",
  product: "Without a product",
  assignee: "Without an assignee",
};

/** Every filter, as chosen in the address. */
export function FilterBar({ search, onChange }: FilterBarProps) {
  const { data, error, refetch } = useQuery(filterValues());
  const missing = error !== null && !data;
  const zone = search.timezone ?? browserZone();
  const period = search.start_date && search.end_date ? { start: search.start_date, end: search.end_date } : undefined;
  const [open, setOpen] = useState(false);
  const unsaid = missingOf(search);
  /** Without the demand that tickets say nothing of a property: no ticket would have it. */
  const said = (name: Missing): TicketSearch => ({ missing: missingText(unsaid.filter((other) => other !== name)) });
  const chosen = FILTERS.filter((name) => !["q", "job", "missing"].includes(name) && search[name] !== undefined);
  const active = chosen.length + unsaid.length + (period ? 1 : 0);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button className="md:hidden" aria-expanded={open} onClick={() => setOpen(!open)}>
        Filters{active > 0 && ` (${active})`}
      </Button>
      <div
        className={cx(
          "contents max-md:w-full max-md:flex-wrap max-md:gap-2",
          open ? "max-md:order-last max-md:flex" : "max-md:hidden",
        )}>
        <Select
          label="Mood"
          className="w-28"
          value={search.read ? "unread" : (search.sentiment ?? "")}
          options={MOOD_OPTIONS}
          onChange={(mood) =>
            onChange(
              mood === "unread"
                ? { sentiment: undefined, read: "false" }
                : { sentiment: mood === "" ? undefined : mood, read: undefined },
            )
          }
        />
        <Choice
          label="State"
          empty="Any state"
          missing={missing}
          values={data?.statuses}
          value={search.status}
          onChange={(status) => onChange({ status, ...said("status") })}
        />
        <Choice
          label="Priority"
          empty="Any priority"
          missing={missing}
          values={data?.priorities}
          value={search.priority}
          onChange={(priority) => onChange({ priority, ...said("priority") })}
        />
        <Choice
          label="Product"
          empty="Any product"
          missing={missing}
          values={data?.products}
          value={search.product}
          onChange={(product) => onChange({ product, ...said("product") })}
        />
        <Choice
          label="Assignee"
          empty="Any assignee"
          missing={missing}
          values={data?.assignees}
          value={search.assignee}
          onChange={(assignee) => onChange({ assignee, ...said("assignee") })}
        />
        <Choice
          label="Source"
          empty="Any source"
          missing={false}
          values={several(data?.sources)}
          value={search.source}
          onChange={(source) => onChange({ source })}
        />
        <PeriodPicker
          key={`${search.start_date ?? ""}${search.end_date ?? ""}${zone}`}
          period={period}
          zone={zone}
          clearable
          onChange={(next, timezone) =>
            onChange({
              start_date: next?.start,
              end_date: next?.end,
              timezone: next ? timezone : undefined,
              // No period holds them.
              dated: undefined,
            })
          }
        />
        {search.dated && (
          <Button onClick={() => onChange({ dated: undefined })} aria-label="Without a date: take this filter away">
            Without a date <span aria-hidden="true">×</span>
          </Button>
        )}
        {unsaid.map((name) => (
          <Button
            key={name}
            onClick={() => onChange(said(name))}
            aria-label={`${WITHOUT[name]}: take this filter away`}>
            {WITHOUT[name]} <span aria-hidden="true">×</span>
          </Button>
        ))}
        {missing && <Unoffered error={error} onRetry={() => void refetch()} />}
      </div>
      <Select
        label="Order"
        className="ml-auto w-44"
        value={search.sort ?? "-created_at"}
        options={SORT_OPTIONS}
        onChange={(sort) => onChange({ sort: sort === "-created_at" ? undefined : sort })}
      />
    </div>
  );
}

/** Where there is one source only, nobody asks which. */
const several = (sources: readonly string[] | undefined) => (sources && sources.length > 1 ? sources : undefined);

interface ChoiceProps {
  label: string;
  empty: string;
  /** Its values could not be loaded. */
  missing: boolean;
  values: readonly string[] | undefined;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Not there at all where the tickets have no such property; without its values only what is chosen can be taken away. */
function Choice({ label, empty, missing, values, value, onChange }: ChoiceProps) {
  if (!value && missing)
    return (
      <Combo label={label} className="w-32" empty={empty} value="" options={[]} disabled onChange={() => undefined} />
    );
  if (!value && (!values || values.length === 0)) return null;
  const options = value && !values?.includes(value) ? [value, ...(values ?? [])] : (values ?? []);
  return (
    <Combo
      label={label}
      className="w-32"
      empty={empty}
      value={value ?? ""}
      options={options}
      onChange={(next) => onChange(next === "" ? undefined : next)}
    />
  );
}

/** Why some filters cannot be used. */
function Unoffered({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <p role="note" className="w-full text-xs break-words text-ink-2 md:order-last">
      State, priority, product and assignee cannot be offered now: {asProblem(error).message}{" "}
      <button type="button" className="text-accent underline" onClick={onRetry}>
        Try again
      </button>
    </p>
  );
}
