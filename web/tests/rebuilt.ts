import type { Lake, RebuildStatus, SystemState } from "../src/api/types";
import { job } from "./uploaded";

/** Answers about the stores and a rebuild. */

const PART = "year=2026/month=11/day=14/01987c5e-51a2-7c3b-9d11-6e3f8a2b7c44-0.parquet";
const FILES = (["ticket", "sentiment", "entity", "raw"] as const).map((dataset, index) => ({
  dataset,
  path: `ws=1/${dataset}/${PART}`,
  row_count: 4_000 * (index + 1),
  byte_size: 812_345 * (index + 1),
  schema_version: 1,
  removed: [],
}));

export const lake: Lake = {
  snapshot: {
    id: 41,
    published_at: "2026-11-20T10:15:00Z",
    ticket_rows: 9_960,
    sentiment_rows: 61_480,
    entity_rows: 20_110,
  },
  files: FILES,
  damaged: [],
};

export const damagedLake: Lake = {
  ...lake,
  damaged: [
    {
      dataset: "ticket",
      path: `ws=1/ticket/${PART}`,
      row_count: 4_000,
      since: "2026-11-21T08:02:00Z",
      reason: "its bytes are not those that were written",
    },
    {
      dataset: "raw",
      path: `ws=1/raw/${PART}`,
      row_count: 16_000,
      since: "2026-11-21T08:02:00Z",
      reason: "it is missing",
    },
  ],
};

const service = (name: string, detail: string, status = "healthy") => ({ name, status, detail });

export const services: SystemState = {
  overall_status: "healthy",
  healthy_services: 3,
  total_services: 3,
  services: [
    service("records", "schema version 14"),
    service("lake", "snapshot 41, 9,960 tickets, published 2 hours ago"),
    service("worker", "0 steps queued, 0 running, last activity 6 minutes ago"),
  ],
};

export const damagedServices: SystemState = {
  ...services,
  overall_status: "degraded",
  healthy_services: 2,
  services: services.services.map((one) =>
    one.name === "lake"
      ? service(
          "lake",
          `2 files are damaged, the first is ws=1/ticket/${PART}: its bytes are not those that were written; an administrator can rebuild the lake`,
          "unhealthy",
        )
      : one,
  ),
};

const last = job("b1", {
  kind: "rebuild",
  source: "",
  file_name: "",
  file_size: 0,
  total_columns: 0,
  row_errors: 0,
  encoding: null,
  total_rows: 25_960,
  records_processed: 25_960,
});

export const rebuild: RebuildStatus = { running: null, last };

export const lossy: RebuildStatus = {
  running: null,
  last: {
    ...last,
    error: {
      code: "rows_lost",
      detail:
        'since the stored export is missing or altered, 16000 rows of "jira-support-2026-11.csv" (job 01987c5e-51a2-7c3b-9d11-6e3f8a2b7c44) cannot be written anew',
      remedy: "put the files back from a backup, at data/uploads/<job>/export, and rebuild again",
    },
  },
};

/** Writes what no row is counted of. */
export const rebuildingUncounted = {
  ...last,
  job_id: "b3",
  status: "running" as const,
  phase: "score" as const,
  progress: 0.1,
  records_processed: 0,
  completed_at: null,
  duration: null,
};

export const rebuildingNow = {
  ...last,
  job_id: "b2",
  status: "running" as const,
  phase: "score" as const,
  progress: 0.37,
  records_processed: 9_600,
  completed_at: null,
  duration: null,
};
