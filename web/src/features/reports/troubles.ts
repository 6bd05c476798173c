import { useQuery } from "@tanstack/react-query";
import { useMay } from "@/api/user";
import { deliveryList } from "./queries";

/** A failure that is older than this many days is history. */
export const RECENT_DAYS = 7;
const LOOKED_AT = 50;

export interface Troubles {
  /** Of the last days, at most as many as are looked at. */
  failed: number;
  /** Of which nobody has said yet whether they arrived. */
  unknown: number;
}

const NONE: Troubles = { failed: 0, unknown: 0 };

/** Deliveries that somebody should look at. */
export function useTroubles(): Troubles {
  const enabled = useMay("reports:schedule");
  const often = { enabled, refetchInterval: 60_000 };
  const failed = useQuery({ ...deliveryList({ status: "failed" }, LOOKED_AT), ...often });
  const unknown = useQuery({ ...deliveryList({ status: "unknown" }, 1), ...often });
  if (!enabled) return NONE;
  const since = (failed.dataUpdatedAt || 0) - RECENT_DAYS * 86_400_000;
  const recent = failed.data?.results.filter(
    // Whoever made a test was told at once.
    ({ kind, updated_at }) => kind !== "test" && Date.parse(updated_at) > since,
  );
  return { failed: recent?.length ?? 0, unknown: unknown.data?.total ?? 0 };
}
