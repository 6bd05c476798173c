import createClient from "openapi-fetch";
import { Problem } from "./problem";
import type { paths } from "./schema";

/** Sends a request; it can be sent again afterwards. */
export type Send = (request: Request) => Promise<Response>;

/** Sends by `fetch`; that nobody answers is a problem like others. */
export const byFetch: Send = async (request) => {
  try {
    return await fetch(request.clone());
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw Problem.offline();
  }
};

/** An answer, unless it tells a failure: that is thrown. */
export async function accepted(response: Response): Promise<Response> {
  if (!response.ok) throw await Problem.from(response);
  return response;
}

/** Where the API is, and how it is asked: each path with its parameters, body and answer as the document has them. */
export const clientBy = (fetch: Send) =>
  createClient<paths>({ baseUrl: location.origin, credentials: "same-origin", fetch });

/** The API as it is for who is not signed in: no token goes along. */
export const open = clientBy(async (request) => accepted(await byFetch(request)));

/** The body of an answer that has one. */
export async function body<T>(asked: Promise<{ data?: T; response: Response }>): Promise<T> {
  const { data, response } = await asked;
  if (data === undefined)
    throw new Problem(response.status, { code: "empty", detail: "The server's answer is empty." });
  return data;
}
