import { Problem } from "./problem";
import { session } from "./session";
import type { Uploaded } from "./types";

export interface UploadOptions {
  timezone: string;
  review: boolean;
  onProgress: (sent: number, total: number) => void;
  signal: AbortSignal;
}

/** Sends one export. XMLHttpRequest, because fetch does not tell how much has been sent. */
export async function upload(file: File, options: UploadOptions): Promise<Uploaded> {
  const first = await attempt(file, options, await session.token());
  if (first.status === 401 && (await session.refresh())) {
    return read(await attempt(file, options, await session.token()));
  }
  return read(first);
}

interface Answer {
  status: number;
  text: string;
  headers: Pick<Headers, "get">;
}

function attempt(file: File, options: UploadOptions, token: string | undefined): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.set("timezone", options.timezone);
    form.set("review", String(options.review));
    form.set("file", file, file.name);

    const request = new XMLHttpRequest();
    request.open("POST", "/api/upload");
    request.setRequestHeader("authorization", `Bearer ${token ?? ""}`);
    request.upload.onprogress = (event) =>
      options.onProgress(event.loaded, event.lengthComputable ? event.total : file.size);
    request.onload = () =>
      resolve({
        status: request.status,
        text: request.responseText,
        headers: { get: (name) => request.getResponseHeader(name) },
      });
    request.onerror = () => reject(Problem.offline());
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    options.signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

function read(answer: Answer): Uploaded {
  let body: unknown = null;
  try {
    body = JSON.parse(answer.text);
  } catch {
    // Not JSON: the status says enough.
  }
  const fields = typeof body === "object" && body !== null ? body : {};
  if (answer.status >= 200 && answer.status < 300) return fields as Uploaded;
  throw new Problem(answer.status, fields, answer.headers);
}
