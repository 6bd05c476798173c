import { api, withToken } from "./client";
import { body, type Send } from "./open";
import { Problem } from "./problem";
import type { Uploaded } from "./types";

export interface UploadOptions {
  timezone: string;
  review: boolean;
  /** The sheet or file of an archive that is taken alone. */
  table?: string | undefined;
  onProgress: (sent: number, total: number) => void;
  signal: AbortSignal;
}

/** Sends one export. */
export function upload(file: File, { timezone, review, table, onProgress, signal }: UploadOptions): Promise<Uploaded> {
  const form = new FormData();
  form.set("timezone", timezone);
  form.set("review", String(review));
  if (table !== undefined) form.set("table", table);
  form.set("file", file, file.name);
  return body(
    api.POST("/api/upload", {
      body: { timezone, review, file },
      bodySerializer: () => form,
      fetch: (request) => withToken(request, counted(form, onProgress)),
      signal,
    }),
  );
}

/** Sends a form by XMLHttpRequest, because fetch does not tell how much has been sent. */
function counted(form: FormData, onProgress: UploadOptions["onProgress"]): Send {
  return (request) =>
    new Promise((resolve, reject) => {
      const sending = new XMLHttpRequest();
      sending.open(request.method, request.url);
      sending.setRequestHeader("authorization", request.headers.get("authorization") ?? "");
      sending.upload.onprogress = (event) => {
        if (event.lengthComputable) onProgress(event.loaded, event.total);
      };
      sending.onload = () => resolve(new Response(sending.responseText, answered(sending)));
      sending.onerror = () => reject(Problem.offline());
      sending.onabort = () => reject(new DOMException("cancelled", "AbortError"));
      request.signal.addEventListener("abort", () => sending.abort(), { once: true });
      sending.send(form);
    });
}

/** The status and the headers of what was answered. */
function answered(sending: XMLHttpRequest): ResponseInit {
  const lines = sending.getAllResponseHeaders().split("\r\n");
  const headers = lines.flatMap((line): [string, string][] => {
    const at = line.indexOf(": ");
    return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 2)]];
  });
  return { status: sending.status, headers };
}
