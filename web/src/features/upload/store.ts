import { useSyncExternalStore } from "react";
import { asProblem, type Problem } from "@/api/problem";
import type { Uploaded } from "@/api/types";
import { upload } from "@/api/upload";
import { IN_PARTS_FROM, uploadInParts } from "@/api/upload-parts";

/** One file on its way; uploads go on while the user looks at other pages. */
export interface Upload {
  id: number;
  file: File;
  timezone: string;
  review: boolean;
  /** The sheet or file of an archive that is taken alone. */
  table: string | undefined;
  sent: number;
  state:
    | { kind: "waiting" }
    | { kind: "sending" }
    | { kind: "sent"; answer: Uploaded }
    | { kind: "failed"; problem: Problem };
}

let uploads: readonly Upload[] = [];
let next = 1;
const listeners = new Set<() => void>();
const aborts = new Map<number, AbortController>();

function set(changed: readonly Upload[]): void {
  uploads = changed;
  for (const listener of listeners) listener();
}

function patch(id: number, change: Partial<Upload>): void {
  set(uploads.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
}

/** Takes files in; they are sent one after the other. */
export function addFiles(files: readonly File[], timezone: string, review: boolean, table?: string): void {
  const added = files.map((file): Upload => ({
    id: next++,
    file,
    timezone,
    review,
    table,
    sent: 0,
    state: { kind: "waiting" },
  }));
  set([...added, ...uploads]);
  void pump();
}

async function pump(): Promise<void> {
  if (uploads.some((entry) => entry.state.kind === "sending")) return;
  const entry = uploads.findLast((waiting) => waiting.state.kind === "waiting");
  if (!entry) return;
  const abort = new AbortController();
  aborts.set(entry.id, abort);
  patch(entry.id, { state: { kind: "sending" }, sent: 0 });
  try {
    const send = entry.file.size < IN_PARTS_FROM ? upload : uploadInParts;
    const answer = await send(entry.file, {
      timezone: entry.timezone,
      review: entry.review,
      table: entry.table,
      signal: abort.signal,
      onProgress: (sent, total) => patch(entry.id, { sent: total === 0 ? 1 : sent / total }),
    });
    patch(entry.id, { state: { kind: "sent", answer }, sent: 1 });
  } catch (error) {
    if (!abort.signal.aborted) patch(entry.id, { state: { kind: "failed", problem: asProblem(error) } });
  }
  aborts.delete(entry.id);
  await pump();
}

/** Sends a file again. */
export function retryUpload(id: number): void {
  patch(id, { state: { kind: "waiting" } });
  void pump();
}

/** Stops a file that is being sent, or takes a finished one off the page. */
export function removeUpload(id: number): void {
  aborts.get(id)?.abort();
  set(uploads.filter((entry) => entry.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useUploads = () => useSyncExternalStore(subscribe, () => uploads);
