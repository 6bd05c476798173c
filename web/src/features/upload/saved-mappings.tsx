import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { deleteSavedMapping, savedMappings } from "@/features/jobs/queries";
import { Button } from "@/ui/button";
import { CrossIcon } from "@/ui/icons";
import { toastProblem } from "@/ui/toast";

/** The mappings people saved; a file with the columns of one is read by it. */
export function SavedMappings() {
  const { data } = useQuery(savedMappings);
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: deleteSavedMapping,
    onSuccess: () => queries.invalidateQueries({ queryKey: savedMappings.queryKey }),
    onError: toastProblem,
  });
  if (!data?.results.length) return null;
  return (
    <section className="flex flex-col gap-2 px-1" aria-label="Saved mappings">
      <h2 className="text-sm font-medium">Saved mappings</h2>
      <ul className="flex flex-wrap gap-2">
        {data.results.map((saved) => (
          <li
            key={saved.id}
            className="flex items-center gap-1 rounded-md border border-line bg-surface py-0.5 pr-0.5 pl-2.5 text-sm">
            <span>{saved.name}</span>
            <span className="num text-xs text-ink-3">{saved.columns} columns</span>
            <Button
              kind="ghost"
              aria-label={`Forget ${saved.name}`}
              className="!px-1.5"
              onClick={() => removing.mutate(saved.id)}>
              <CrossIcon className="size-3" />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
