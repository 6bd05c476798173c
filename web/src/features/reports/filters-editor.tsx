import { useQuery } from "@tanstack/react-query";
import type { ReportFilters } from "@/api/types";
import { filterValues } from "@/features/tickets/queries";
import { Chips } from "@/ui/chips";
import type { FaultOf } from "./faults";
import { CATEGORIES, FILTER_NAMES, FILTERS } from "./words";

interface FiltersEditorProps {
  filters: ReportFilters;
  onChange: (filters: ReportFilters) => void;
  fault: FaultOf;
}

/** Which tickets a report is about: of each field one of its values. */
export function FiltersEditor({ filters, onChange, fault }: FiltersEditorProps) {
  const { data } = useQuery(filterValues());
  const offered: Partial<Record<keyof ReportFilters, readonly string[]>> = {
    product: data?.products ?? [],
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
          {...(offered[name] && { offered: offered[name] })}
          onChange={(values) => {
            const { [name]: _, ...others } = filters;
            onChange(values.length === 0 ? others : { ...others, [name]: values });
          }}
        />
      ))}
    </div>
  );
}
