import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, type ReactNode } from "react";
import { Button } from "./button";
import { toastProblem } from "./toast";

interface UndoProps {
  /** Says what was taken out. */
  children: ReactNode;
  /** What was taken out: another one takes the focus anew. */
  of: object;
  /** Puts it back. */
  restore: () => Promise<unknown>;
  /** The lists that it is in again then, or that say so. */
  queryKeys: readonly (readonly string[])[];
  onDone: () => void;
}

/** What was taken out of a list, and the way back. */
export function Undo({ children, of, restore, queryKeys, onDone }: UndoProps) {
  const queries = useQueryClient();
  const undo = useRef<HTMLButtonElement>(null);
  // The row that held the focus is gone.
  useEffect(() => undo.current?.focus(), [of]);
  const restoring = useMutation({
    mutationFn: restore,
    onSuccess: async () => {
      await Promise.all(queryKeys.map((queryKey) => queries.invalidateQueries({ queryKey })));
      onDone();
    },
    onError: toastProblem,
  });
  return (
    <div role="status" className="panel flex flex-wrap items-center gap-3 px-4 py-2.5 text-sm sm:px-5">
      <span className="min-w-0 flex-1 break-words">{children}</span>
      <Button ref={undo} busy={restoring.isPending} onClick={() => restoring.mutate()}>
        Undo
      </Button>
      <Button kind="ghost" onClick={onDone}>
        Dismiss
      </Button>
    </div>
  );
}
