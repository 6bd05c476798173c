import { useQuery } from "@tanstack/react-query";
import type { ReportFilters } from "@/api/types";
import { filterValues } from "@/features/tickets/queries";
import { Chips } from "@/ui/chips";
import { FILTER_NAMES, FILTERS } from "./words";

interface FiltersEditorProps {
  filters: ReportFilters;
  onChange: (filters: ReportFilters) => void;
}

/** Which tickets a report is about: of each field one of its values. */
export function FiltersEditor({ filters, onChange }: FiltersEditorProps) {
  const { data } = useQuery(filterValues());
  const offered: Partial<Record<keyof ReportFilters, string[]>> = data
    ? { product: data.products, priority: data.priorities }
    : {};
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {FILTERS.map((name) => (
        <Chips
          key={name}
          label={FILTER_NAMES[name]}
          placeholder={(filters[name] ?? []).length === 0 ? "Any" : "Another one"}
          values={filters[name] ?? []}
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
