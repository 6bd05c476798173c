import { sentence } from "@/lib/sentence";

/** One of several things that are wrong with a request. */
export interface Fault {
  field: string;
  detail: string;
}

const isFault = (fault: unknown): fault is Fault =>
  typeof fault === "object" && fault !== null && "field" in fault && "detail" in fault;

/** A failure as the API tells it (RFC 9457), or the network's silence. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly remedy: string | undefined;
  readonly field: string | undefined;
  /** Seconds to wait before trying again, where the server named them. */
  readonly retryAfter: number | undefined;

  /** What is wrong one by one, where several things are. */
  readonly faults: readonly Fault[];

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
    this.faults = Array.isArray(body["errors"]) ? body["errors"].filter(isFault) : [];
    const wait = Number(headers?.get("retry-after"));
    this.retryAfter = Number.isFinite(wait) && wait > 0 ? wait : undefined;
    this.request = status >= 500 ? (headers?.get("x-request-id") ?? undefined) : undefined;
  }

  /** Whether the server, or what stands before it, is away for a while: asking again is all there is to do. */
  get isPassing(): boolean {
    return this.code === "offline" || [502, 503, 504].includes(this.status);
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
  return new Problem(0, {
    code: "unexpected",
    detail: error instanceof Error ? error.message : "Something went wrong.",
  });
}
