import { useSyncExternalStore } from "react";
import { session } from "./session";
import type { Role } from "./types";

/** Who is signed in; undefined while nobody is. */
export const useUser = () => useSyncExternalStore(session.subscribe, session.user);

const RANK: Record<Role, number> = { viewer: 0, analyst: 1, admin: 2 };

/** Whether the signed-in user has at least this role. */
export function useMay(role: Role): boolean {
  const user = useUser();
  return user !== undefined && RANK[user.role] >= RANK[role];
}
