import { sentence } from "@/lib/sentence";

/** A failure as the API tells it (RFC 9457), or the network's silence. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly remedy: string | undefined;
  readonly field: string | undefined;
  /** Seconds to wait before trying again, where the server named them. */
  readonly retryAfter: number | undefined;

  /** Finds the server's own failure in its log. */
  readonly request: string | undefined;

  constructor(status: number, body: Partial<Record<string, unknown>>, headers?: Pick<Headers, "get">) {
    const text = (key: string) => (typeof body[key] === "string" ? body[key] : undefined);
    super(sentence(text("detail") ?? text("title") ?? `The server answered ${status}`));
    this.status = status;
    this.code = text("code") ?? "unknown";
    const remedy = text("remedy");
    this.remedy = remedy && sentence(remedy);
    this.field = text("field");
    const wait = Number(headers?.get("retry-after"));
    this.retryAfter = Number.isFinite(wait) && wait > 0 ? wait : undefined;
    this.request = status >= 500 ? (headers?.get("x-request-id") ?? undefined) : undefined;
  }

  /** Reads the body of a failed answer, whatever it holds. */
  static async from(response: Response): Promise<Problem> {
    const body: unknown = await response.json().catch(() => null);
    return new Problem(response.status, typeof body === "object" && body !== null ? body : {}, response.headers);
  }

  static offline(): Problem {
    return new Problem(0, {
      code: "offline",
      detail: "The server cannot be reached.",
      remedy: "Check the connection, then try again.",
    });
  }
}

/** Any thrown value as a problem that can be shown. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, { code: "unexpected", detail: error instanceof Error ? error.message : "Something went wrong." });
}
