import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useLimits } from "@/api/limits";
import type { NameLabel } from "@/api/types";
import { Button } from "@/ui/button";
import { Select } from "@/ui/select";
import { FormProblem } from "@/ui/states";
import { toast } from "@/ui/toast";
import { addName, labelName, OPTIONS } from "./queries";

/** Adds one name after the other. */
export function AddName() {
  const queries = useQueryClient();
  const longest = useLimits()?.term.max;
  const [term, setTerm] = useState("");
  const [label, setLabel] = useState<NameLabel>("PRODUCT");
  const input = useRef<HTMLInputElement>(null);
  const adding = useMutation({
    mutationFn: () => addName({ term: term.trim(), label }),
    onSuccess: (added) => {
      void queries.invalidateQueries({ queryKey: ["names"] });
      toast(`“${added.term}” is in the list: ${labelName(added.label).toLowerCase()}.`);
      setTerm("");
      input.current?.focus();
    },
  });
  return (
    <form
      aria-label="Add a name"
      className="panel flex flex-col gap-3 p-4 sm:px-5"
      onSubmit={(event) => {
        event.preventDefault();
        adding.mutate();
      }}>
      <div className="flex flex-wrap items-end gap-2">
        <label className="flex min-w-52 flex-1 flex-col gap-1.5">
          <span className="text-sm font-medium">Name</span>
          <input
            ref={input}
            value={term}
            maxLength={longest}
            autoComplete="off"
            placeholder="Aurora Sync"
            className="control w-full"
            onChange={(event) => {
              setTerm(event.target.value);
              if (adding.isError) adding.reset();
            }}
          />
        </label>
        <Select label="Is" prefix="is" className="w-44" value={label} options={OPTIONS} onChange={setLabel} />
        <Button type="submit" kind="primary" busy={adding.isPending} disabled={term.trim() === ""}>
          Add
        </Button>
      </div>
      <FormProblem error={adding.error} />
    </form>
  );
}
