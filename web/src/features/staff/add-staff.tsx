import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useLimits } from "@/api/limits";
import type { StaffKind } from "@/api/types";
import { Button } from "@/ui/button";
import { Select } from "@/ui/select";
import { FormProblem } from "@/ui/states";
import { toast } from "@/ui/toast";
import { addStaff, KINDS, OPTIONS } from "./queries";

/** Adds one after the other. */
export function AddStaff() {
  const queries = useQueryClient();
  const longest = useLimits()?.staff.max;
  const [value, setValue] = useState("");
  const [kind, setKind] = useState<StaffKind>("domain");
  const input = useRef<HTMLInputElement>(null);
  const adding = useMutation({
    mutationFn: () => addStaff({ kind, value: value.trim() }),
    onSuccess: (added) => {
      void queries.invalidateQueries({ queryKey: ["staff"] });
      toast(`“${added.value}” is staff ${added.takes_effect}.`);
      setValue("");
      input.current?.focus();
    },
  });
  return (
    <form
      aria-label="Add to the staff"
      className="panel flex flex-col gap-3 p-4 sm:px-5"
      onSubmit={(event) => {
        event.preventDefault();
        adding.mutate();
      }}>
      <div className="flex flex-wrap items-end gap-2">
        <Select label="Add a" className="w-40" value={kind} options={OPTIONS} onChange={setKind} />
        <label className="flex min-w-52 flex-1 flex-col gap-1.5">
          <span className="text-sm font-medium">{KINDS[kind].field}</span>
          <input
            ref={input}
            value={value}
            maxLength={longest}
            autoComplete="off"
            spellCheck={false}
            placeholder={KINDS[kind].example}
            className="control w-full"
            onChange={(event) => {
              setValue(event.target.value);
              if (adding.isError) adding.reset();
            }}
          />
        </label>
        <Button type="submit" kind="primary" busy={adding.isPending} disabled={value.trim() === ""}>
          Add
        </Button>
      </div>
      <FormProblem error={adding.error} />
    </form>
  );
}
