import { Problem } from "./problem";
import { session } from "./session";

export type Query = Record<string, string | number | boolean | undefined>;

/** `path?key=value`, leaving out what is undefined or empty. */
export function url(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") params.set(key, String(value));
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

async function send(path: string, init: RequestInit, token: string | undefined): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token) headers.set("authorization", `Bearer ${token}`);
  try {
    return await fetch(path, { ...init, headers, credentials: "same-origin" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw Problem.offline();
  }
}

/** A request with the caller's token. A 401 renews the token silently once; a second one signs out. */
export async function call(path: string, init: RequestInit = {}): Promise<Response> {
  let response = await send(path, init, await session.token());
  if (response.status === 401 && (await session.refresh())) {
    response = await send(path, init, await session.token());
  }
  if (!response.ok) throw await Problem.from(response);
  return response;
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const response = await call(url(path, query), signal ? { signal } : {});
  return (await response.json()) as T;
}

/** Sends JSON and reads JSON; answers without a body come back as undefined. */
export async function sendJson<T>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
): Promise<T> {
  const init: RequestInit =
    body === undefined
      ? { method }
      : { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await call(path, init);
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Downloads a file that needs the token, under the name the server gives it. */
export async function download(path: string, query: Query, fallback: string): Promise<void> {
  const response = await call(url(path, query));
  const named = /filename="?([^";]+)"?/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  const href = URL.createObjectURL(await response.blob());
  const anchor = document.createElement("a");
  anchor.href = href;
  anchor.download = named ?? fallback;
  anchor.click();
  // The download has its own reference by then.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
