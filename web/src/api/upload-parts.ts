import { DetailedError, Upload } from "tus-js-client";
import { api } from "./client";
import { body } from "./open";
import { Problem } from "./problem";
import { session } from "./session";
import type { Uploaded } from "./types";
import type { UploadOptions } from "./upload";

/** Files of so many bytes and more are sent in parts, and go on where they broke off. */
export const IN_PARTS_FROM = 1024 * 1024;

/** Bytes of a part: little is lost with one, and a token lasts longer than it takes. */
const PART = 16 * 1024 * 1024;

/** After so many milliseconds it is tried again. */
const RETRIES = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000];

/**
 * Sends one export in parts (tus 1.0.0). A broken connection goes on by itself; the same file, chosen again after the
 * page was left, goes on where it was.
 */
export async function uploadInParts(file: File, options: UploadOptions): Promise<Uploaded> {
  const path = await sent(file, options);
  const id = path.slice(path.lastIndexOf("/") + 1);
  return body(api.POST("/api/uploads/{id}/job", { params: { path: { id } }, signal: options.signal }));
}

/** Sends the bytes; answers where they are. */
function sent(file: File, { timezone, review, onProgress, signal }: UploadOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: "/api/uploads",
      chunkSize: PART,
      retryDelays: RETRIES,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name, timezone, review: String(review) },
      fingerprint: () =>
        Promise.resolve(
          ["undertone", session.user()?.id, file.name, file.size, file.lastModified, timezone, review].join("/"),
        ),
      onBeforeRequest: async (request) => {
        request.setHeader("authorization", `Bearer ${(await session.token()) ?? ""}`);
      },
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        return status === 0 || [409, 423, 429].includes(status) || status >= 500;
      },
      onProgress,
      onSuccess: () => resolve(upload.url ?? ""),
      onError: (error) => reject(told(error)),
    });
    signal.addEventListener("abort", () => {
      void upload.abort(true).catch(() => undefined);
      reject(new DOMException("cancelled", "AbortError"));
    });
    void upload.findPreviousUploads().then(([previous]) => {
      if (signal.aborted) return;
      if (previous) upload.resumeFromPreviousUpload(previous);
      upload.start();
    }, reject);
  });
}

/** What the server said of a refusal, or its silence. */
function told(error: Error): Error {
  if (!(error instanceof DetailedError)) return error;
  const response = error.originalResponse;
  if (!response) return Problem.offline();
  let said: unknown = null;
  try {
    said = JSON.parse(response.getBody());
  } catch {
    // What stands before the server answered, in words of its own.
  }
  const headers = { get: (name: string) => response.getHeader(name) ?? null };
  return new Problem(response.getStatus(), typeof said === "object" && said !== null ? said : {}, headers);
}
