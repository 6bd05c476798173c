import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useLimits } from "@/api/limits";
import type { StaffEntry } from "@/api/types";
import { ago, dateTime } from "@/lib/format";
import { Button } from "@/ui/button";
import { Select } from "@/ui/select";
import { FormProblem } from "@/ui/states";
import { toast, toastProblem } from "@/ui/toast";
import { changeStaff, KINDS, OPTIONS, removeStaff } from "./queries";

interface RowProps {
  entry: StaffEntry;
  mayWrite: boolean;
  onRemoved: (entry: StaffEntry) => void;
}

/** Somebody of the staff, and where that is changed. */
export function Row({ entry, mayWrite, onRemoved }: RowProps) {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    // Back to where the editing began, once that is there again.
    requestAnimationFrame(() => edit.current?.focus());
  };
  const removing = useMutation({
    mutationFn: () => removeStaff(entry.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["staff"] });
      onRemoved(entry);
    },
    onError: toastProblem,
  });
  if (isOpen)
    return (
      <li className="border-t border-line px-4 py-3 first:border-0 sm:px-5">
        <Edit entry={entry} onDone={close} />
      </li>
    );
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 first:border-0 sm:px-5">
      <span className="min-w-40 flex-1 font-medium break-words">{entry.value}</span>
      <span className="w-28 text-sm text-ink-2">{KINDS[entry.kind].label}</span>
      <span
        className="w-48 truncate text-xs text-ink-3 max-lg:hidden"
        title={`${entry.changed_by ?? "somebody gone"}, ${dateTime(entry.changed_at)}`}>
        {entry.changed_by ?? "somebody gone"}, <time dateTime={entry.changed_at}>{ago(entry.changed_at)}</time>
      </span>
      {mayWrite && (
        <span className="flex gap-2">
          <Button ref={edit} aria-label={`Edit ${entry.value}`} onClick={() => setOpen(true)}>
            Edit
          </Button>
          <Button
            kind="danger"
            aria-label={`Remove ${entry.value}`}
            busy={removing.isPending}
            onClick={() => removing.mutate()}>
            Remove
          </Button>
        </span>
      )}
    </li>
  );
}

function Edit({ entry, onDone }: { entry: StaffEntry; onDone: () => void }) {
  const queries = useQueryClient();
  const longest = useLimits()?.staff.max;
  const [value, setValue] = useState(entry.value);
  const [kind, setKind] = useState(entry.kind);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const saving = useMutation({
    mutationFn: () => changeStaff(entry.id, { kind, value: value.trim() }),
    onSuccess: async (changed) => {
      await queries.invalidateQueries({ queryKey: ["staff"] });
      toast(`“${changed.value}” is staff ${changed.takes_effect}.`);
      onDone();
    },
  });
  return (
    <form
      aria-label={`Edit ${entry.value}`}
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}>
      <span className="flex flex-wrap items-center gap-2">
        <Select label="Is a" className="w-40" value={kind} options={OPTIONS} onChange={setKind} />
        <input
          ref={input}
          aria-label={KINDS[kind].field}
          value={value}
          maxLength={longest}
          autoComplete="off"
          spellCheck={false}
          className="control min-w-40 flex-1"
          onChange={(event) => setValue(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") onDone();
          }}
        />
        <Button type="submit" kind="primary" busy={saving.isPending} disabled={value.trim() === ""}>
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </span>
      <FormProblem error={saving.error} />
    </form>
  );
}
