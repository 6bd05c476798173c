import { Problem } from "./problem";
import type { SignedIn, User } from "./types";

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

async function post(path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(`/api/auth/${path}`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json", "x-requested-with": "undertone" },
      body: JSON.stringify(body),
    });
  } catch {
    throw Problem.offline();
  }
}

async function enterBy(path: string, body: unknown): Promise<void> {
  const response = await post(path, body);
  if (!response.ok) throw await Problem.from(response);
  enter((await response.json()) as SignedIn);
}

/** One tab at a time: the refresh token rotates, and a used one ends the session. */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  const locks = (navigator as Partial<Navigator>).locks;
  return locks ? locks.request("undertone-refresh", work) : work();
}

async function renew(): Promise<boolean> {
  const response = await exclusively(() => post("refresh", {}));
  if (response.ok) {
    enter((await response.json()) as SignedIn);
    return true;
  }
  if (response.status === 401 || response.status === 403) {
    become({ kind: "out", byChoice: false });
    return false;
  }
  throw await Problem.from(response);
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
  signIn: (email: string, password: string) => enterBy("login", { email, password }),
  bootstrap: (body: { token: string; email: string; password: string; workspace?: string }) =>
    enterBy("bootstrap", body),
  async bootstrapNeeded(): Promise<boolean> {
    const response = await fetch("/api/auth/bootstrap").catch(() => undefined);
    if (!response) throw Problem.offline();
    if (!response.ok) throw await Problem.from(response);
    return ((await response.json()) as { needed: boolean }).needed;
  },
  async signOut(): Promise<void> {
    const token = state.kind === "in" ? state.token : "";
    become({ kind: "out", byChoice: true });
    await fetch("/api/auth/logout", {
      method: "POST",
      credentials: "same-origin",
      headers: { authorization: `Bearer ${token}`, "x-requested-with": "undertone" },
    }).catch(() => undefined);
  },
  /** For tests: as after a page load. */
  forget(): void {
    renewing = undefined;
    become({ kind: "unknown" });
  },
};
