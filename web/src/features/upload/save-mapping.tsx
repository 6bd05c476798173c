import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLimits } from "@/api/limits";
import { saveMapping, savedMappings } from "@/features/jobs/queries";
import { Button } from "@/ui/button";
import { FormProblem } from "@/ui/states";
import { toast } from "@/ui/toast";

interface SaveMappingProps {
  job: string;
  /** The saved mapping this one came from. */
  template: string | null;
  /** What has to be kept with the job before it can be saved under a name. */
  keep: () => Promise<unknown>;
  disabled: boolean;
}

/** Keeps a mapping under a name, so that the next file with the same columns needs no look. */
export function SaveMapping({ job, template, keep, disabled }: SaveMappingProps) {
  const [name, setName] = useState(template ?? "");
  const queries = useQueryClient();
  const longest = useLimits()?.mapping_name.max;
  const saving = useMutation({
    mutationFn: async () => {
      await keep();
      return saveMapping(job, name.trim());
    },
    onSuccess: (saved) => {
      toast(`Files with these columns are read as “${saved.name}” from now on.`);
      void queries.invalidateQueries({ queryKey: savedMappings.queryKey });
    },
  });
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}>
      <label className="flex flex-col gap-1 text-sm">
        <span className="font-medium">Remember these columns as</span>
        <input
          value={name}
          maxLength={longest}
          onChange={(event) => setName(event.target.value)}
          placeholder="Weekly support export"
          className="w-64 max-w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5"
        />
      </label>
      <Button type="submit" busy={saving.isPending} disabled={disabled || name.trim() === ""}>
        Save
      </Button>
      <FormProblem error={saving.error} />
    </form>
  );
}
