import { body, open } from "./open";
import { Problem } from "./problem";
import type { FirstUser, SignedIn, User } from "./types";

/**
 * Who is signed in. The access token lives in this module's memory only; the refresh token is a
 * cookie that scripts cannot read. Everything else subscribes.
 */
type State =
  { kind: "unknown" } | { kind: "out"; byChoice: boolean } | { kind: "in"; user: User; token: string; expires: number };

/** A token this close to its end, in milliseconds, is renewed before it is used. */
const MARGIN = 30_000;

let state: State = { kind: "unknown" };
let renewing: Promise<boolean> | undefined;
const listeners = new Set<() => void>();

function become(next: State): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The state as it is now, whatever an earlier check or wait has made of it. */
const signedIn = () => (state.kind === "in" ? state : undefined);

function enter(body: SignedIn): void {
  become({ kind: "in", user: body.user, token: body.access_token, expires: Date.now() + body.expires_in * 1000 });
}

/** Tells the API's cookie from what other sites can send. */
const headers = { "x-requested-with": "undertone" };

/** One tab at a time: the refresh token rotates, and a used one ends the session. */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  const locks = (navigator as Partial<Navigator>).locks;
  return locks ? locks.request("undertone-refresh", work) : work();
}

async function renew(): Promise<boolean> {
  try {
    enter(await exclusively(() => body(open.POST("/api/auth/refresh", { body: {}, headers }))));
    return true;
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 401 && error.status !== 403)) throw error;
    become({ kind: "out", byChoice: false });
    return false;
  }
}

export const session = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  user: (): User | undefined => signedIn()?.user,
  isOut: (): boolean => state.kind === "out",
  /** Signed out on purpose, as opposed to a session that ended. */
  hasLeft: (): boolean => state.kind === "out" && state.byChoice,
  /** A usable access token, renewed where needed; undefined when nobody is signed in. */
  async token(): Promise<string | undefined> {
    if (state.kind === "in" && state.expires - Date.now() > MARGIN) return state.token;
    if (state.kind === "out") return undefined;
    await session.refresh();
    return signedIn()?.token;
  },
  /** Asks for a new access token by cookie; however many ask at once, one request is sent. */
  refresh(): Promise<boolean> {
    renewing ??= renew().finally(() => (renewing = undefined));
    return renewing;
  },
  /** Finds out, once per page load, whether a session is alive. */
  async restore(): Promise<boolean> {
    if (state.kind === "unknown") await session.refresh();
    return signedIn() !== undefined;
  },
  async signIn(email: string, password: string): Promise<void> {
    enter(await body(open.POST("/api/auth/login", { body: { email, password }, headers })));
  },
  async bootstrap(first: FirstUser): Promise<void> {
    enter(await body(open.POST("/api/auth/bootstrap", { body: first, headers })));
  },
  bootstrapNeeded: async (): Promise<boolean> => (await body(open.GET("/api/auth/bootstrap"))).needed,
  async signOut(): Promise<void> {
    const token = state.kind === "in" ? state.token : "";
    become({ kind: "out", byChoice: true });
    const authorization = `Bearer ${token}`;
    await open.POST("/api/auth/logout", { headers: { ...headers, authorization } }).catch(() => undefined);
  },
  /** For tests: as after a page load. */
  forget(): void {
    renewing = undefined;
    become({ kind: "unknown" });
  },
};
