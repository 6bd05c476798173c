import type { Analytics, Correction, Job, Mapping, MappingTemplate, Mood, NameList, Ticket, TicketRow, TicketSignals, User } from "../src/api/types";

/** Answers of an API that holds a year of tickets: only the tests of the pages see them. */

export const user: User = { id: 1, email: "ada@example.org", role: "admin", workspace: { id: 1, name: "Acme Support" }, created_at: "2026-01-05T09:00:00Z" };

export const signedIn = { access_token: "token", token_type: "bearer", expires_in: 900, user };

const DAY = 86_400_000;
const NOW = Date.now();
export const iso = (daysAgo: number, hours = 0) => new Date(NOW - daysAgo * DAY - hours * 3_600_000).toISOString();

const SUMMARIES = [
  "Payment page times out after the 4.2.1 update",
  "Invoice PDF shows the wrong currency for Swiss customers",
  "Thanks for the quick fix, everything works again",
  "Login loop when SSO session expires in Safari",
  "Cannot export more than 10,000 rows from the orders table",
  "Feature request: dark mode for the agent console",
  "API returns 502 Bad Gateway on /v2/customers since this morning and nobody answers the phone",
  "Great onboarding call, the team loved it",
  "Duplicate notifications are sent for every comment",
];
const NAMES = ["Mara Lindqvist", "Jonas Weber", "Priya Natarajan", "Tom O’Neill"];
const PRODUCTS = ["Billing", "Console", "Mobile app", "Public API"];
const STATES = ["Open", "In Progress", "Waiting for customer", "Resolved"];
const SCORES = [-0.72, -0.31, 0.82, -0.46, -0.12, 0, -0.86, 0.77, -0.28];

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
export const moodOf = (compound: number): Mood => (compound >= 0.05 ? "positive" : compound <= -0.05 ? "negative" : "neutral");

export function row(index: number): TicketRow {
  const compound = at(SCORES, index);
  return {
    ticket_id: `SUP-${4821 - index}`,
    source: "jira",
    summary: at(SUMMARIES, index),
    status_name: at(STATES, index),
    priority: at(["High", "Medium", "Low"], index),
    product: at(PRODUCTS, index),
    assignee: index % 5 === 4 ? "" : at(NAMES, index),
    created_at: iso(index * 0.7),
    updated_at: iso(index * 0.5),
    total_comments: (index * 7) % 13,
    sentiment_distribution: { positive: 1, neutral: 1, negative: 1 },
    first_comment_date: iso(index * 0.6),
    last_comment_date: iso(index * 0.5),
    final_sentiment: moodOf(compound),
    read: index !== 5,
    compound,
    confidence: index === 5 ? 0 : 0.81,
    trend: "stable",
    status: index % 3 === 0 ? "declining" : "stable_negative",
    urgency: 0.4,
  };
}

export const tickets = (total = 312, limit = 50, offset = 0, total_is_exact = true) => ({
  total,
  total_is_exact,
  offset,
  limit,
  results: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => row(offset + index)),
});

export function analytics(days = 30): Analytics {
  const trend = Array.from({ length: days }, (_, index) => {
    const wave = Math.sin(index / 4);
    const negative = Math.round(6 + 4 * -wave + (index % 3));
    const positive = Math.round(8 + 5 * wave + (index % 4));
    const neutral = 4 + (index % 5);
    const quiet = index % 7 === 6;
    return quiet
      ? { date: iso(days - 1 - index).slice(0, 10), negative: 0, neutral: 0, positive: 0, compound: null }
      : { date: iso(days - 1 - index).slice(0, 10), negative, neutral, positive, compound: Math.round((0.08 + 0.3 * wave) * 100) / 100 };
  });
  const sum = (mood: Mood) => trend.reduce((total, day) => total + day[mood], 0);
  const moods = { positive: sum("positive"), neutral: sum("neutral"), negative: sum("negative") };
  const total = moods.positive + moods.neutral + moods.negative;
  const slice = (part: number, compound: number) => ({ total: Math.round(total * part), negative: Math.round(total * part * 0.35), compound });
  return {
    period: { start_date: trend[0]?.date ?? "", end_date: trend.at(-1)?.date ?? "", timezone: "Europe/Zurich" },
    summary: { total_tickets: total, total_comments: total * 4, avg_comments_per_ticket: 4.1, average_compound: 0.11, sentiment_distribution: moods },
    sentiment_distribution: moods,
    sentiment_trend: trend,
    average_compound: 0.11,
    previous: { total_tickets: Math.round(total * 0.9), total_comments: total * 4 - 120, avg_comments_per_ticket: 3.9, average_compound: 0.04, sentiment_distribution: { positive: 190, neutral: 120, negative: 170 } },
    by_product: PRODUCTS.map((product, index) => ({ product, ...slice(0.4 - index * 0.09, 0.2 - index * 0.15) })),
    by_status: STATES.map((status, index) => ({ status, ...slice(0.35 - index * 0.07, -0.2 + index * 0.2) })),
    by_priority: ["High", "Medium", "Low", ""].map((priority, index) => ({ priority, ...slice(0.4 - index * 0.1, -0.3 + index * 0.15) })),
    top_authors: [],
    field_type_distribution: { summary: total, description: total, comment: total * 4 },
    ticket_statuses: {},
    tickets_by_comment_count: { "0": 1, "1": 1, "2-5": 1, "6-10": 1, "11-20": 1, "20+": 1 },
    unread: { texts: 1204, tickets: 12 },
    confidence_distribution: { high: total, medium: 0, low: 0 },
  };
}

export const metrics = { total_tickets: 4821, avg_sentiment: 0.11, processing_jobs: 0, ticket_trend: 4, sentiment_trend: 2, negative_share: 0.3, last_published_at: iso(0, 2) };

export const recent = Array.from({ length: 8 }, (_, index) => {
  const { ticket_id, source, summary, created_at, priority, status_name, final_sentiment, read, compound } = row(index);
  return { ticket_id, source, summary, created_date: created_at, priority, status: status_name, sentiment_label: final_sentiment, read, sentiment_score: compound };
});

export const filters = { statuses: STATES, priorities: ["High", "Medium", "Low"], products: PRODUCTS, assignees: NAMES };

export const entities = {
  source: "lake",
  entities: [["VERSION", "4.2.1", 41], ["PRODUCT", "Safari", 33], ["ERROR_CODE", "502 Bad Gateway", 29], ["ORGANIZATION", "Acme AG", 18], ["URL", "status.example.org/incidents/2231", 9], ["MONEY", "CHF 1,200", 6]].map(([label, text, count]) => ({ label, text, count })),
};

export const TEXTS: [string, number | null, string, number][] = [
  ["summary", null, "Payment page times out after the 4.2.1 update", -0.34],
  ["description", null, "Since version 4.2.1 went live, the payment page shows “502 Bad Gateway” for about every third customer. This is a disaster: we are losing orders worth CHF 1,200 an hour.\n\nSteps: open the cart, choose invoice, press Pay.", -0.86],
  ["comment", 1, "We are very sorry. We can reproduce it in Safari and are looking into it.", -0.21],
  ["comment", 2, "Any news? This is getting really frustrating for everybody here.", -0.62],
  ["comment", 3, "A fix is rolled out as 4.2.2. Could you check?", 0.0],
  ["comment", 4, "Die Anwendung stürzt nach dem letzten Update leider ständig ab.", 0],
  ["comment", 5, "It works again, great job! Thanks a lot for staying late.", 0.89],
];

export const ticket: Ticket = {
  ...row(0),
  final_sentiment: "positive",
  compound: 0.31,
  trend: "improving",
  status: "improving",
  total_comments: 5,
  description: TEXTS[1]?.[2] ?? "",
  issue_type: "Incident",
  project: "SUP",
  organization: "Acme AG",
  reporter: "Nadia Keller",
  labels: ["payments", "outage"],
  parent_ticket_id: null,
  as_of: iso(0, 1),
  scoring_version: "1",
  job_id: "0195c",
  resolved_at: iso(0, 1),
  comments: TEXTS.map(([field_type, comment_number, text, compound], index) => ({
    id: index + 1, field_type, comment_number, text, compound, sentiment: moodOf(compound), reading: index === 5 ? "unknown_language" : "read",
    correction: index === 4 ? { sentiment: "positive", corrected_by: "ada@example.org", corrected_at: iso(0, 1) } : null, confidence: index === 5 ? 0 : 0.7 + index * 0.04,
    comment_timestamp: comment_number === null ? null : iso(2 - index * 0.3), author_id: comment_number === null ? null : at(NAMES, index),
  })),
  entities: [
    { text: "4.2.1", label: "VERSION", field_type: "summary", start_pos: 33, end_pos: 38, comment_number: null, confidence: 0.9 },
    { text: "4.2.1", label: "VERSION", field_type: "description", start_pos: 14, end_pos: 19, comment_number: null, confidence: 0.9 },
    { text: "CHF 1,200", label: "MONEY", field_type: "description", start_pos: 0, end_pos: 9, comment_number: null, confidence: 0.9 },
    { text: "Safari", label: "PRODUCT", field_type: "comment", start_pos: 43, end_pos: 49, comment_number: 1, confidence: 0.9 },
  ],
  history: [
    { job_id: "0194a", as_of: iso(7), status: "In Progress", priority: "High", assignee: "", final_sentiment: "negative" },
    { job_id: "0195c", as_of: iso(0, 3), status: "Resolved", priority: "High", assignee: "Mara Lindqvist", final_sentiment: "positive" },
  ],
};

export const signals: TicketSignals = {
  urgency: 0.72,
  emotions: [{ emotion: "frustrated", strength: 0.8 }, { emotion: "grateful", strength: 0.7 }],
  categories: ["performance", "billing"],
  aspects: [
    { aspect: "product_quality", mentions: 3, sentiment: "negative", compound: -0.64 },
    { aspect: "customer_service", mentions: 1, sentiment: "positive", compound: 0.81 },
  ],
  trajectory: { type: "disgruntled_to_satisfied", improvement_score: 0.62, volatility_score: 0.4, turning_points: [{ text_id: 7, change: 1.51 }] },
  texts: [
    { id: 2, words: [{ start_pos: 114, end_pos: 122, weight: -3 }], urgency: 0.72, intensity: 0.5, emotions: [] },
    { id: 4, words: [{ start_pos: 26, end_pos: 44, weight: -2.4 }], urgency: 0, intensity: 0.65, emotions: [{ emotion: "frustrated", strength: 0.8 }] },
    { id: 7, words: [{ start_pos: 16, end_pos: 25, weight: 2.9 }, { start_pos: 27, end_pos: 39, weight: 2 }], urgency: 0, intensity: 0.55, emotions: [{ emotion: "grateful", strength: 0.7 }] },
  ],
  scoring_version: "1",
};

/** The ticket's row in two exports. */
export const ticketRows = (offset: number) => {
  const { file_name, job_id, row_number } = at([{ file_name: "jira-support-2026-11.csv", job_id: "j3", row_number: 4821 }, { file_name: "jira-support-2026-10.csv", job_id: "j1", row_number: 4102 }], offset);
  const cells = [
    { column: "Issue key", values: ["SUP-4821"] },
    { column: "Summary", values: [TEXTS[0]?.[2] ?? ""] },
    { column: "Custom field (Region)", values: ["Zürich West"] },
    { column: "Custom field (Root cause)", values: ["a-rather-long-word-".repeat(12)] },
    { column: "Comment", values: ["", "Any news?\n\nThis is getting really frustrating.", "It works again"] },
    ...Array.from({ length: 60 }, (_, index) => ({ column: `Custom field (${index})`, values: [String(index * 7)] })),
  ];
  return { total: 2, offset, limit: 1, results: [{ job_id, file_name, submitted_at: iso(offset * 30), row_number, cells }] };
};

export const corrections = {
  total: 2,
  offset: 0,
  limit: 20,
  results: [3, 4].map((index): Correction => {
    const [field_type, , text, compound] = at(TEXTS, index);
    return {
      id: index, ticket_id: "SUP-4821", source: "jira", field_type, text, scored_sentiment: moodOf(compound), scored_compound: compound, scoring_version: "undertone-1",
      sentiment: index === 4 ? "positive" : "neutral", corrected_by: index === 4 ? "ada@example.org" : null, corrected_at: iso(0, index),
    };
  }),
};

export const names: NameList = {
  total: 5,
  offset: 0,
  limit: 50,
  most: 10_000,
  results: ([["Aurora Sync", "PRODUCT"], ["Contoso", "ORGANIZATION"], ["Donaudampfschifffahrtsgesellschaftskapitän und Söhne Verwaltungs-Aktiengesellschaft", "ORGANIZATION"], ["Jo Weber", "PERSON"], ["Monitor", "EXCLUDED"]] as const).map(([term, label], index) => ({
    id: index + 1, term, label, changed_by: index === 3 ? null : "ada@example.org", changed_at: iso(index),
  })),
};

export function job(id: string, change: Partial<Job> = {}): Job {
  return {
    job_id: id, kind: "upload", title: "Upload",
    phases: (["inspect", "map", "score", "publish", "rollup"] as const).map((name, index) => ({ name, title: ["Inspect", "Map columns", "Read and score", "Publish", "Compare the stores"][index] ?? name })),
    source: "jira", file_name: "jira-support-2026-11.csv", file_size: 48_300_000, timezone: "Europe/Zurich", encoding: "utf-8",
    status: "completed", phase: "done", progress: 1, submitted_at: iso(0, 2), started_at: iso(0, 2), completed_at: iso(0, 1.9), updated_at: iso(0, 1.9),
    duration: 41.3, total_rows: 10_000, total_columns: 1667, detected_text_columns: ["Summary", "Description", "Comment"], records_processed: 9987, sentiment_records: 61_240, entity_records: 18_310,
    tickets_added: 9640, tickets_updated: 320, tickets_unchanged: 27, row_errors: 13,
    phase_durations: {
      inspect: { seconds: 0.3, rows: 0, bytes: 48_300_000, errors: 0 }, map: { seconds: 0.1, rows: 0, bytes: 0, errors: 0 },
      score: { seconds: 36.2, rows: 10_000, bytes: 48_300_000, errors: 13 }, publish: { seconds: 3.1, rows: 9987, bytes: 0, errors: 0 }, rollup: { seconds: 1.6, rows: 0, bytes: 0, errors: 0 },
    },
    error: null,
    snapshot_id: 1,
    ...change,
  };
}

export const jobs = [
  job("j1", { status: "running", phase: "score", progress: 0.42, file_name: "jira-support-2026-11.csv", row_errors: 2 }),
  job("j2", { status: "review", phase: "map", progress: 0.1, error: { code: "date_order_undecided", detail: "The dates of this file can be read day first or month first.", remedy: "Say which below." }, file_name: "legacy-helpdesk-export-with-a-rather-long-file-name-2019.csv" }),
  job("j3"),
  job("j4", { status: "failed", phase: "inspect", progress: 0, file_name: "photo.csv", error: { code: "not_csv", detail: "The file is not a CSV export: it holds binary data.", remedy: "Export the issues again as CSV." } }),
];

export const rowErrors = {
  total: 13,
  results: Array.from({ length: 10 }, (_, index) => ({ row: 118 + index * 431, line: 119 + index * 431, column: "Created", value: "31/02/24 9:15 AM", code: "bad_date", reason: "This is not a date that exists.", remedy: "Correct the cell, then upload the file again." })),
};

const header = ["Issue key", "Summary", "Description", "Created", "Updated", "Status", "Priority", "Assignee", ...Array<string>(46).fill("Comment"), "Custom field (Region)", "Custom field (Severity)"].map((name, index) => ({ index, name }));
const field = (index: number, confidence: number, ...samples: string[]) => ({ columns: [index], names: [header[index]?.name ?? ""], confidence, samples });

export const mapping: Mapping = {
  status: "review", sure: false, header, date_order: null, template: null,
  fields: {
    ticket_id: field(0, 1, "SUP-4821", "SUP-4820"), summary: field(1, 0.98, "Payment page times out after the 4.2.1 update"), description: field(2, 0.97, "Since version 4.2.1 went live, the payment page shows"),
    created_at: field(3, 0.62, "04/03/24 9:15 AM", "05/03/24 11:02 AM"), updated_at: field(4, 0.62, "05/03/24 9:15 AM"), status: field(5, 0.99, "Open", "Resolved"), priority: field(6, 0.99, "High"), assignee: field(7, 0.9, "Mara Lindqvist"),
    comments: { columns: Array.from({ length: 46 }, (_, index) => 8 + index), names: Array<string>(46).fill("Comment"), confidence: 0.99, samples: ["04/Mar/24 10:02 AM;mlindqvist;We are very sorry."] },
  },
  preview: [0, 1, 2].map((index) => ({ ticket_id: row(index).ticket_id, summary: row(index).summary, created: `0${index + 4}/03/24 9:15 AM`, created_at: null, status: row(index).status_name, comments: index * 3 })),
};

export const users = {
  total: 3,
  results: [
    { id: 1, email: "ada@example.org", role: "admin", is_active: true, created_at: iso(90) },
    { id: 2, email: "jonas.weber@example.org", role: "analyst", is_active: true, created_at: iso(40) },
    { id: 3, email: "former@example.org", role: "viewer", is_active: false, created_at: iso(200) },
  ],
};

export const savedMappings: MappingTemplate[] = [
  { id: "m1", name: "Weekly support export", columns: 31, fields: { ticket_id: ["Issue key"], summary: ["Summary"] }, created_at: iso(12) },
];
