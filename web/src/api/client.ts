import { accepted, body, byFetch, clientBy, type Send } from "./open";
import { session } from "./session";

/** Sends a request with the caller's token. A 401 renews the token silently once; a second one signs out. */
export async function withToken(request: Request, send: Send = byFetch): Promise<Response> {
  const attempt = async () => {
    const token = await session.token();
    if (token) request.headers.set("authorization", `Bearer ${token}`);
    return send(request);
  };
  let response = await attempt();
  if (response.status === 401 && (await session.refresh())) response = await attempt();
  return accepted(response);
}

/** The API as it is for who is signed in. */
export const api = clientBy((request) => withToken(request));

/** Saves an answer as a file, under the name the server gives it. */
export async function save(asked: Promise<{ data?: Blob; response: Response }>, fallback: string): Promise<void> {
  const { response } = await asked;
  const named = /filename="?([^";]+)"?/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  const href = URL.createObjectURL(await body(asked));
  const anchor = document.createElement("a");
  anchor.href = href;
  anchor.download = named ?? fallback;
  anchor.click();
  // The download has its own reference by then.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
