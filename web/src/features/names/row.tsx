import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useLimits } from "@/api/limits";
import type { Name } from "@/api/types";
import { cx } from "@/lib/cx";
import { ago, dateTime } from "@/lib/format";
import { Button } from "@/ui/button";
import { Select } from "@/ui/select";
import { FormProblem } from "@/ui/states";
import { toast, toastProblem } from "@/ui/toast";
import { changeName, labelName, LABELS, OPTIONS, removeName } from "./queries";

interface RowProps {
  name: Name;
  mayWrite: boolean;
  onRemoved: (name: Name) => void;
}

/** A name of the list, and where it is changed. */
export function Row({ name, mayWrite, onRemoved }: RowProps) {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    // Back to where the editing began, once that is there again.
    requestAnimationFrame(() => edit.current?.focus());
  };
  const removing = useMutation({
    mutationFn: () => removeName(name.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["names"] });
      onRemoved(name);
    },
    onError: toastProblem,
  });
  if (isOpen)
    return (
      <li className="border-t border-line px-4 py-3 first:border-0 sm:px-5">
        <Edit name={name} onDone={close} />
      </li>
    );
  const isExcluded = name.label === "EXCLUDED";
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 first:border-0 sm:px-5">
      <span
        className={cx(
          "min-w-40 flex-1 font-medium break-words",
          isExcluded && "text-ink-2 line-through decoration-ink-3",
        )}>
        {name.term}
      </span>
      <span className="w-28 text-sm text-ink-2">{labelName(name.label)}</span>
      <span
        className="w-48 truncate text-xs text-ink-3 max-lg:hidden"
        title={`${name.changed_by ?? "somebody gone"}, ${dateTime(name.changed_at)}`}>
        {name.changed_by ?? "somebody gone"}, <time dateTime={name.changed_at}>{ago(name.changed_at)}</time>
      </span>
      {mayWrite && (
        <span className="flex gap-2">
          <Button ref={edit} aria-label={`Edit ${name.term}`} onClick={() => setOpen(true)}>
            Edit
          </Button>
          <Button
            kind="danger"
            aria-label={`Delete ${name.term}`}
            busy={removing.isPending}
            onClick={() => removing.mutate()}>
            Delete
          </Button>
        </span>
      )}
    </li>
  );
}

function Edit({ name, onDone }: { name: Name; onDone: () => void }) {
  const queries = useQueryClient();
  const longest = useLimits()?.term.max;
  const [term, setTerm] = useState(name.term);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const [label, setLabel] = useState(LABELS.find((known) => known === name.label) ?? "PRODUCT");
  const saving = useMutation({
    mutationFn: () => changeName(name.id, { term: term.trim(), label }),
    onSuccess: async (changed) => {
      await queries.invalidateQueries({ queryKey: ["names"] });
      toast(`“${changed.term}” is saved.`);
      onDone();
    },
  });
  return (
    <form
      aria-label={`Edit ${name.term}`}
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}>
      <span className="flex flex-wrap items-center gap-2">
        <input
          ref={input}
          aria-label="Name"
          value={term}
          maxLength={longest}
          autoComplete="off"
          className="control min-w-40 flex-1"
          onChange={(event) => setTerm(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") onDone();
          }}
        />
        <Select label="Is" prefix="is" className="w-44" value={label} options={OPTIONS} onChange={setLabel} />
        <Button type="submit" kind="primary" busy={saving.isPending} disabled={term.trim() === ""}>
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </span>
      <FormProblem error={saving.error} />
    </form>
  );
}
