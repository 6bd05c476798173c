import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "@/api/client";
import { follow } from "@/api/events";
import type { Job } from "@/api/types";
import { at, isOver, job as jobOf, streamLost } from "./queries";

/** Everything a publication changes. */
const CHANGED = ["analytics", "metrics", "recent", "entities", "extent", "tickets", "ticket", "filters"];

/** Whether an event says where a job stands: what comes in a stream is documented nowhere. */
const isJob = (told: unknown): told is Job =>
  typeof told === "object" && told !== null && "job_id" in told && "status" in told && "phases" in told;

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
      (signal) => {
        const headers = { accept: "text/event-stream" };
        return api.GET("/api/job/{id}/events", { ...at(id), headers, parseAs: "stream", signal });
      },
      leaving.signal,
      ({ event, data }) => {
        if (event !== "job") return "more";
        const job: unknown = JSON.parse(data);
        if (!isJob(job)) return "more";
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
  // What it waits for is another question than before.
  if (job.status === "review") void queries.invalidateQueries({ queryKey: ["mapping", job.job_id] });
  if (!isOver(job)) return;
  void queries.invalidateQueries({ queryKey: ["jobs"] });
  for (const key of CHANGED) void queries.invalidateQueries({ queryKey: [key] });
}
