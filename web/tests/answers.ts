import type { Analytics, Limits, Mood, TicketRow, User } from "../src/api/types";

/** Answers of an API that holds a year of tickets: only the tests of the pages see them. */

export const user: User = {
  id: 1,
  email: "ada@example.org",
  role: "admin",
  permissions: [
    "account:self",
    "tickets:read",
    "jobs:read",
    "reports:read",
    "system:read",
    "reports:schedule",
    "uploads:write",
    "sentiment:score",
    "labels:write",
    "sentiment:rescore",
    "lake:rebuild",
    "queue:manage",
    "webhooks:manage",
    "users:manage",
    "workspaces:create",
  ],
  workspace: { id: 1, name: "Acme Support", timezone: "Europe/Zurich" },
  created_at: "2026-01-05T09:00:00Z",
};

/** One who reads, and one who uploads and corrects as well. */
export const viewer: User = { ...user, role: "viewer", permissions: user.permissions.slice(0, 5) };
export const analyst: User = { ...user, role: "analyst", permissions: user.permissions.slice(0, 9) };

export const limits: Limits = {
  upload_bytes: 524_288_000,
  upload_extensions: [
    "csv",
    "tsv",
    "txt",
    "json",
    "ndjson",
    "jsonl",
    "parquet",
    "xls",
    "html",
    "htm",
    "xml",
    "xlsx",
    "gz",
    "zip",
  ],
  password: { min: 12, max: 128 },
  workspace_name: { min: 1, max: 100 },
  mapping_name: { min: 1, max: 80 },
  term: { min: 1, max: 100 },
  staff: { min: 1, max: 200 },
  search: { min: 1, max: 500 },
  dashboard_days: 3660,
  report_days: 366,
  counted_hits: 1000,
};

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
export const NAMES = ["Mara Lindqvist", "Jonas Weber", "Priya Natarajan", "Tom O’Neill"];
const PRODUCTS = ["Billing", "Console", "Mobile app", "Public API"];
const STATES = ["Open", "In Progress", "Waiting for customer", "Resolved"];
const SCORES = [-0.72, -0.31, 0.82, -0.46, -0.12, 0, -0.86, 0.77, -0.28];

export const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
export const moodOf = (score: number): Mood => (score >= 0.05 ? "positive" : score <= -0.05 ? "negative" : "neutral");

export function row(index: number): TicketRow {
  const compound = at(SCORES, index);
  return {
    ticket_id: `SUP-${4821 - index}`,
    source: "jira",
    summary: at(SUMMARIES, index),
    excerpt: "",
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
      : {
          date: iso(days - 1 - index).slice(0, 10),
          negative,
          neutral,
          positive,
          compound: Math.round((0.08 + 0.3 * wave) * 100) / 100,
        };
  });
  const sum = (mood: Mood) => trend.reduce((total, day) => total + day[mood], 0);
  const moods = { positive: sum("positive"), neutral: sum("neutral"), negative: sum("negative") };
  const total = moods.positive + moods.neutral + moods.negative;
  const slice = (part: number, compound: number) => ({
    total: Math.round(total * part),
    negative: Math.round(total * part * 0.35),
    compound,
  });
  return {
    period: { start_date: trend[0]?.date ?? "", end_date: trend.at(-1)?.date ?? "", timezone: "Europe/Zurich" },
    summary: {
      total_tickets: total,
      total_comments: total * 4,
      avg_comments_per_ticket: 4.1,
      average_compound: 0.11,
      sentiment_distribution: moods,
    },
    sentiment_distribution: moods,
    sentiment_trend: trend,
    average_compound: 0.11,
    previous: {
      total_tickets: Math.round(total * 0.9),
      total_comments: total * 4 - 120,
      avg_comments_per_ticket: 3.9,
      average_compound: 0.04,
      sentiment_distribution: { positive: 190, neutral: 120, negative: 170 },
    },
    by_product: PRODUCTS.map((product, index) => ({ product, ...slice(0.4 - index * 0.09, 0.2 - index * 0.15) })),
    by_status: STATES.map((status, index) => ({ status, ...slice(0.35 - index * 0.07, -0.2 + index * 0.2) })),
    by_priority: ["High", "Medium", "Low", ""].map((priority, index) => ({
      priority,
      ...slice(0.4 - index * 0.1, -0.3 + index * 0.15),
    })),
    top_authors: [],
    field_type_distribution: { summary: total, description: total, comment: total * 4 },
    ticket_statuses: {},
    tickets_by_comment_count: { "0": 1, "1": 1, "2-5": 1, "6-10": 1, "11-20": 1, "20+": 1 },
    unread: { texts: 1204, tickets: 12 },
    undated: { texts: 0, tickets: 0 },
    confidence_distribution: { high: total, medium: 0, low: 0 },
  };
}

export const metrics = {
  total_tickets: 4821,
  undated: { texts: 0, tickets: 0 },
  avg_sentiment: 0.11,
  processing_jobs: 0,
  ticket_trend: 4,
  sentiment_trend: 2,
  negative_share: 0.3,
  last_published_at: iso(0, 2),
};

export const recent = Array.from({ length: 8 }, (_, index) => {
  const { ticket_id, source, summary, created_at, priority, status_name, final_sentiment, read, compound } = row(index);
  return {
    ticket_id,
    source,
    summary,
    created_date: created_at,
    priority,
    status: status_name,
    sentiment_label: final_sentiment,
    read,
    sentiment_score: compound,
  };
});

export const filters = {
  statuses: STATES,
  priorities: ["High", "Medium", "Low"],
  products: PRODUCTS,
  teams: ["Payments", "Platform"],
  customers: ["Acme, AG", "Globex"],
  projects: ["SUP", "OPS"],
  assignees: NAMES,
  sources: ["jira"],
};

export const entities = {
  source: "lake",
  entities: [
    ["VERSION", "4.2.1", 41],
    ["PRODUCT", "Safari", 33],
    ["ERROR_CODE", "502 Bad Gateway", 29],
    ["ORGANIZATION", "Acme AG", 18],
    ["URL", "status.example.org/incidents/2231", 9],
    ["MONEY", "CHF 1,200", 6],
  ].map(([label, text, count]) => ({ label, text, count })),
};
