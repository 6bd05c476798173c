import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { Mapping } from "@/api/types";
import { changeMapping } from "@/features/jobs/queries";
import { Button } from "@/ui/button";
import { FormProblem } from "@/ui/states";

/** Longest name of a source. */
const LONGEST = 60;

interface SourceChoiceProps {
  job: string;
  mapping: Mapping;
  onChosen: (mapping: Mapping) => void;
}

/** Whose tickets these are: a name for the system, asked for where two could be meant. */
export function SourceChoice({ job, mapping, onChosen }: SourceChoiceProps) {
  const choosing = useMutation({
    mutationFn: (source: string) => changeMapping(job, { source }),
    onSuccess: onChosen,
  });
  const [name, setName] = useState<string | null>(null);
  const list = useId();
  const options = mapping.source_options;
  const shown = name ?? mapping.source;
  const choose = (source: string) => {
    setName(null);
    choosing.mutate(source);
  };
  if (options.length > 1) {
    const others = options.slice(1, -1);
    return (
      <fieldset className="min-w-0 rounded-lg bg-caution-soft p-3 sm:p-4">
        <legend className="sr-only">Whose tickets are these?</legend>
        <p aria-hidden="true" className="mb-1 font-medium text-caution-ink">
          Whose tickets are these?
        </p>
        <p className="mb-3 text-sm text-caution-ink">
          Tickets with these keys are known already, and look different: are these the tickets of “{options[0]}”, in a
          newer state, or of another system that counts alike?
        </p>
        <div className="flex flex-wrap gap-2">
          <Button busy={choosing.isPending} onClick={() => choose(options[0] ?? "")}>
            Those of “{options[0]}”, newer
          </Button>
          {others.map((other) => (
            <Button key={other} disabled={choosing.isPending} onClick={() => choose(other)}>
              Those of “{other}”
            </Button>
          ))}
          <Button disabled={choosing.isPending} onClick={() => choose(options.at(-1) ?? "")}>
            Of another system: “{options.at(-1)}”
          </Button>
        </div>
        <FormProblem error={choosing.error} />
      </fieldset>
    );
  }
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        choose(shown.trim());
      }}>
      <label className="flex flex-col gap-1 text-sm">
        <span className="font-medium">Source of the tickets</span>
        <input
          value={shown}
          maxLength={LONGEST}
          list={list}
          onChange={(event) => setName(event.target.value)}
          className="w-64 max-w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5"
        />
      </label>
      <datalist id={list}>
        {mapping.sources.map((source) => (
          <option key={source} value={source} />
        ))}
      </datalist>
      {name !== null && name.trim() !== mapping.source && (
        <Button type="submit" busy={choosing.isPending}>
          Use this name
        </Button>
      )}
      <FormProblem error={choosing.error} />
    </form>
  );
}
