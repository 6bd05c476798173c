import { useQuery } from "@tanstack/react-query";
import { asProblem } from "@/api/problem";
import { cx } from "@/lib/cx";
import { Spinner } from "@/ui/button";
import { job, streamLost } from "./queries";

/** Says that a job cannot be followed now, for as long as that is so; it is followed again without anybody's doing. */
export function Offline({ id, className }: { id: string; className?: string }) {
  const { data: lost } = useQuery(streamLost(id));
  const { failureReason } = useQuery(job(id));
  const silent = lost || (failureReason !== null && asProblem(failureReason).isPassing);
  return (
    <p
      role="status"
      className={
        silent
          ? cx("flex items-center gap-2 rounded-lg bg-caution-soft px-3 py-2 text-sm text-caution-ink", className)
          : "sr-only"
      }>
      {silent && (
        <>
          <Spinner />
          No connection. Trying again…
        </>
      )}
    </p>
  );
}
