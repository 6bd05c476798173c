import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { follow } from "@/api/events";
import type { Job } from "@/api/types";
import { isOver, job as jobOf, path, streamLost } from "./queries";

/** Everything a publication changes. */
const CHANGED = ["analytics", "metrics", "recent", "entities", "extent", "tickets", "ticket", "filters"];

/** A job and, as long as it lives, every change of it. */
export function useJob(id: string) {
  const queries = useQueryClient();
  const query = useQuery(jobOf(id));
  const alive = query.data !== undefined && !isOver(query.data) && query.data.status !== "review";

  useEffect(() => {
    if (!alive) return;
    const leaving = new AbortController();
    const tell = (lost: boolean) => queries.setQueryData(streamLost(id).queryKey, lost);
    follow(
      `${path(id)}/events`,
      leaving.signal,
      ({ event, data }) => {
        if (event !== "job") return "more";
        const job = JSON.parse(data) as Job;
        update(queries, job);
        return isOver(job) || job.status === "review" ? "over" : "more";
      },
      tell,
    ).catch(() => queries.invalidateQueries({ queryKey: ["job", id] }));
    return () => {
      leaving.abort();
      tell(false);
    };
  }, [id, alive, queries]);

  return query;
}

/** Puts a newer state of a job in place; a finished one makes everything it published be asked for again. */
export function update(queries: QueryClient, job: Job): void {
  queries.setQueryData(jobOf(job.job_id).queryKey, job);
  if (!isOver(job)) return;
  void queries.invalidateQueries({ queryKey: ["jobs"] });
  for (const key of CHANGED) void queries.invalidateQueries({ queryKey: [key] });
}
