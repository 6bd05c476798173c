import type { Queue, QueuedJob } from "../src/api/types";
import { iso } from "./answers";

/** A queue of four jobs: one is being worked on, the others wait. */

const queued = (position: number, change: Partial<QueuedJob> = {}): QueuedJob => ({
  job_id: `q${position}`,
  kind: "upload",
  title: "Upload",
  file_name: `zendesk-week-${position}.csv`,
  status: "queued",
  current_phase: { name: "score", title: "Read and score" },
  priority: 50,
  position,
  waits_for: `q${position - 1}`,
  steps: { queued: 12, ready: 0, running: 0, completed: 1 },
  retries: 0,
  submitted_at: iso(0, 0.1 * position),
  started_at: null,
  ...change,
});

export const queue: Queue = {
  paused: { queue: false, workspace: false },
  total: 4,
  count: 4,
  offset: 0,
  limit: 50,
  results: [
    queued(1, {
      status: "running",
      priority: 0,
      waits_for: null,
      current_phase: { name: "score", title: "Read and score" },
      steps: { queued: 0, ready: 96, running: 2, completed: 27 },
      retries: 1,
      started_at: iso(0, 0.05),
    }),
    queued(2),
    queued(3, {
      kind: "rescoring",
      title: "Rescoring",
      file_name: "",
      steps: { queued: 1, ready: 0, running: 0, completed: 0 },
    }),
    queued(4, { priority: 90, file_name: "legacy-helpdesk-export-with-a-rather-long-file-name-2019.csv" }),
  ],
};
