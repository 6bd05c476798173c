import { useSyncExternalStore } from "react";
import { asProblem } from "@/api/problem";
import { cx } from "@/lib/cx";
import { CrossIcon } from "./icons";

interface Toast {
  id: number;
  tone: "good" | "bad";
  text: string;
}

const SHOWN_MS = 6000;
let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(changed: readonly Toast[]): void {
  toasts = changed;
  for (const listener of listeners) listener();
}

const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id));

/** Says in passing that something was done. */
export function toast(text: string, tone: Toast["tone"] = "good"): void {
  const id = next++;
  set([...toasts.slice(-2), { id, tone, text }]);
  setTimeout(() => dismiss(id), SHOWN_MS);
}

/** Says in passing that something failed, and why. */
export function toastProblem(error: unknown): void {
  const problem = asProblem(error);
  toast([problem.message, problem.remedy].filter(Boolean).join(" "), "bad");
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where toasts appear; once, at the root. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div
      role="status"
      aria-live="polite"
      className="fixed inset-x-4 bottom-20 z-50 flex flex-col items-center gap-2 sm:left-auto sm:right-5 sm:bottom-5 sm:items-end">
      {shown.map(({ id, tone, text }) => (
        <div
          key={id}
          className={cx(
            "flex max-w-md items-start gap-3 rounded-[10px] border border-line bg-raised py-2.5 pr-2 pl-3.5 text-sm shadow-float",
            tone === "bad" && "border-l-[3px] border-l-negative",
          )}>
          <span className="py-0.5">{text}</span>
          <button
            type="button"
            onClick={() => dismiss(id)}
            aria-label="Dismiss"
            className="rounded p-1 text-ink-3 hover:text-ink">
            <CrossIcon />
          </button>
        </div>
      ))}
    </div>
  );
}
