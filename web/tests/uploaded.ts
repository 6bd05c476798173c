import type { Job, Mapping, MappingTemplate } from "../src/api/types";
import { iso, row } from "./answers";

/** Jobs, and how their files are read. */

export function job(id: string, change: Partial<Job> = {}): Job {
  return {
    job_id: id,
    kind: "upload",
    title: "Upload",
    phases: (["inspect", "score", "publish", "compare"] as const).map((name, index) => ({
      name,
      title: ["Inspect", "Read and score", "Publish", "Compare the stores"][index] ?? name,
    })),
    source: "jira",
    file_name: "jira-support-2026-11.csv",
    file_size: 48_300_000,
    timezone: "Europe/Zurich",
    encoding: "utf-8",
    status: "completed",
    phase: "done",
    progress: 1,
    submitted_at: iso(0, 2),
    started_at: iso(0, 2),
    completed_at: iso(0, 1.9),
    updated_at: iso(0, 1.9),
    duration: 41.3,
    total_rows: 10_000,
    total_columns: 1667,
    detected_text_columns: ["Summary", "Description", "Comment"],
    records_processed: 9987,
    sentiment_records: 61_240,
    entity_records: 18_310,
    tickets_added: 9640,
    tickets_updated: 320,
    tickets_unchanged: 27,
    tickets_undated: 0,
    row_errors: 13,
    rows: {
      read: 10_000,
      new: 9640,
      updated: 320,
      unchanged: 27,
      joined: 4,
      refused: { bad_key: 6 },
      empty: 3,
      repeated_headers: 0,
      cell_errors: { unreadable_date: 3 },
      lists: ["new", "updated", "unchanged", "joined", "empty", "repeated_headers"],
    },
    phase_durations: {
      inspect: { seconds: 0.3, rows: 0, bytes: 48_300_000, errors: 0 },
      map: { seconds: 0.1, rows: 0, bytes: 0, errors: 0 },
      score: { seconds: 36.2, rows: 10_000, bytes: 48_300_000, errors: 13 },
      publish: { seconds: 3.1, rows: 9987, bytes: 0, errors: 0 },
      compare: { seconds: 1.6, rows: 0, bytes: 0, errors: 0 },
    },
    error: null,
    snapshot_id: 1,
    undone_at: null,
    undo_job_id: null,
    undoes: null,
    ...change,
  };
}

export const jobs = [
  job("j1", {
    status: "running",
    phase: "score",
    progress: 0.42,
    file_name: "jira-support-2026-11.csv",
    row_errors: 2,
  }),
  job("j2", {
    status: "review",
    phase: "inspect",
    progress: 0.1,
    error: {
      code: "date_order_undecided",
      detail: "The dates of this file can be read day first or month first.",
      remedy: "Say which below.",
    },
    file_name: "legacy-helpdesk-export-with-a-rather-long-file-name-2019.csv",
  }),
  job("j3"),
  job("j4", {
    status: "failed",
    phase: "inspect",
    progress: 0,
    file_name: "photo.csv",
    error: {
      code: "not_csv",
      detail: "The file is not a CSV export: it holds binary data.",
      remedy: "Export the issues again as CSV.",
    },
  }),
];

export const rowErrors = {
  total: 13,
  results: Array.from({ length: 10 }, (_, index) => ({
    row: 118 + index * 431,
    line: 119 + index * 431,
    column: "Created",
    value: "31/02/24 9:15 AM",
    code: "bad_date",
    reason: "This is not a date that exists.",
    remedy: "Correct the cell, then upload the file again.",
  })),
};

const header = [
  "Issue key",
  "Summary",
  "Description",
  "Created",
  "Updated",
  "Status",
  "Priority",
  "Assignee",
  ...Array<string>(46).fill("Comment"),
  "Custom field (Region)",
  "Custom field (Severity)",
].map((name, index) => ({ index, name }));
const field = (index: number, confidence: number, ...samples: string[]) => ({
  columns: [index],
  names: [header[index]?.name ?? ""],
  confidence,
  samples,
});

export const mapping: Mapping = {
  status: "review",
  sure: false,
  missing: [],
  questions: ["date_order"],
  advice: "The dates of this file can be read day first or month first. Say which below.",
  recognised: { format: "jira_csv", wire: "csv", encoding: "utf-8", delimiter: "," },
  each_row: "ticket",
  encodings: ["utf-8", "windows-1252", "windows-1251", "shift_jis"],
  tables: [],
  source: "jira",
  source_options: [],
  sources: ["jira"],
  header,
  rows: [0, 1, 2].map((index) => [
    row(index).ticket_id,
    row(index).summary,
    "",
    `0${index + 4}/03/24 9:15 AM`,
    "",
    row(index).status_name,
  ]),
  date_order: null,
  template: null,
  fields: {
    ticket_id: field(0, 1, "SUP-4821", "SUP-4820"),
    summary: field(1, 0.98, "Payment page times out after the 4.2.1 update"),
    description: field(2, 0.97, "Since version 4.2.1 went live, the payment page shows"),
    created_at: field(3, 0.62, "04/03/24 9:15 AM", "05/03/24 11:02 AM"),
    updated_at: field(4, 0.62, "05/03/24 9:15 AM"),
    status: field(5, 0.99, "Open", "Resolved"),
    priority: field(6, 0.99, "High"),
    assignee: field(7, 0.9, "Mara Lindqvist"),
    comments: {
      columns: Array.from({ length: 46 }, (_, index) => 8 + index),
      names: Array<string>(46).fill("Comment"),
      confidence: 0.99,
      samples: ["04/Mar/24 10:02 AM;mlindqvist;We are very sorry."],
    },
  },
  preview: [0, 1, 2].map((index) => ({
    ticket_id: row(index).ticket_id,
    summary: row(index).summary,
    created: `0${index + 4}/03/24 9:15 AM`,
    created_at: null,
    status: row(index).status_name,
    comments: index * 3,
  })),
};

const bugHeader = ["Nummer", "Gemeldet", "Ort", "Was geschah"].map((name, index) => ({ index, name }));
const bugRows = [
  ["B-17", "2026-03-01", "Halle 3", "Der Drucker ist kaputt und niemand kommt"],
  ["B-18", "2026-03-02", "Halle 3", "Das Licht flackert seit gestern"],
  ["B-19", "2026-03-02", "Empfang", "Endlich ein schnelles WLAN, danke!"],
];

/** A table of a system that is not known, and nothing in it. */
export const unknownJob = job("j5", {
  status: "review",
  phase: "inspect",
  progress: 0.1,
  source: "generic",
  file_name: "Meldungen 2026-03.csv",
  total_columns: 4,
  encoding: "windows-1252",
  error: {
    code: "no_key_column",
    detail: "no column holds the ticket key",
    remedy: "choose the column that names each ticket",
  },
});

export const unknown: Mapping = {
  ...mapping,
  missing: ["ticket_id", "text"],
  questions: [],
  advice: "No column holds the ticket key.",
  recognised: { format: "generic", wire: "csv", encoding: "windows-1252", delimiter: ";" },
  each_row: "ticket",
  source: "Meldungen",
  header: bugHeader,
  rows: bugRows,
  fields: {},
  preview: bugRows.map((cells) => ({
    ticket_id: "",
    summary: "",
    created: cells[1] ?? "",
    created_at: null,
    status: "",
    comments: 0,
  })),
};

/** Tickets that may be another system's. */
export const doubted: Mapping = {
  ...mapping,
  questions: ["source"],
  advice: "These may be the tickets of “jira” in a newer state, or tickets of another system with the same keys.",
  source_options: ["jira", "jira 2"],
};

/** A workbook of several sheets, of which one does not fit the others. */
export const sheets: Mapping = {
  ...mapping,
  questions: ["table"],
  advice:
    "Of 3 tables only those like `January` are read. Look whether these are the tickets, or choose another table.",
  recognised: { format: "jira_csv", wire: "xlsx", encoding: "utf-8", delimiter: null },
  each_row: "ticket",
  encodings: [],
  tables: [
    { name: "January", rows: 812, taken: true },
    { name: "February", rows: 640, taken: true },
    { name: "Pivot", rows: 12, taken: false },
  ],
};

export const savedMappings: MappingTemplate[] = [
  {
    id: "m1",
    name: "Weekly support export",
    columns: 31,
    fields: { ticket_id: ["Issue key"], summary: ["Summary"] },
    created_at: iso(12),
  },
];
