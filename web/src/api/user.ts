import { useSyncExternalStore } from "react";
import { session } from "./session";
import type { Permission } from "./types";

/** Who is signed in; undefined while nobody is. */
export const useUser = () => useSyncExternalStore(session.subscribe, session.user);

/** Whether the signed-in user may do that. */
export const useMay = (permission: Permission): boolean => useUser()?.permissions.includes(permission) ?? false;
