import { useQuery } from "@tanstack/react-query";
import type { ReportFilters } from "@/api/types";
import { filterValues } from "@/features/tickets/queries";
import { Chips } from "@/ui/chips";
import type { FaultOf } from "./faults";
import { CATEGORIES, FILTER_NAMES, FILTERS } from "./words";

/** As many values are offered at most; what is not among them may be a rare one. */
const MOST_OFFERED = 200;

interface FiltersEditorProps {
  filters: ReportFilters;
  onChange: (filters: ReportFilters) => void;
  fault: FaultOf;
}

/** Which tickets a report is about: of each field one of its values. */
export function FiltersEditor({ filters, onChange, fault }: FiltersEditorProps) {
  const { data } = useQuery(filterValues());
  const offered: Record<keyof ReportFilters, readonly string[]> = {
    product: data?.products ?? [],
    team: data?.teams ?? [],
    customer: data?.customers ?? [],
    project: data?.projects ?? [],
    priority: data?.priorities ?? [],
    category: CATEGORIES,
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {FILTERS.map((name) => (
        <Chips
          key={name}
          label={FILTER_NAMES[name]}
          placeholder={(filters[name] ?? []).length === 0 ? "Any" : "Another one"}
          values={filters[name] ?? []}
          error={fault(name)}
          offered={offered[name]}
          note={(value) => data && <Unknown value={value} known={offered[name]} />}
          onChange={(values) => {
            const { [name]: _, ...others } = filters;
            onChange(values.length === 0 ? others : { ...others, [name]: values });
          }}
        />
      ))}
    </div>
  );
}

/** Says that no ticket has a value, and which one is meant perhaps: a report of none is rarely wanted. */
function Unknown({ value, known }: { value: string; known: readonly string[] }) {
  if (known.includes(value) || known.length >= MOST_OFFERED) return null;
  const alike = known.find((one) => one.toLowerCase() === value.toLowerCase());
  return (
    <span className="text-xs text-caution-ink">
      {alike ? `no ticket has it; “${alike}” they have` : "no ticket has it"}
    </span>
  );
}
