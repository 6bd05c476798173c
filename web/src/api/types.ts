/** What the API answers. Names and meaning are those of the OpenAPI document. */

export type Mood = "positive" | "negative" | "neutral";
export type Role = "viewer" | "analyst" | "admin";

export interface Workspace {
  id: number;
  name: string;
}
export interface User {
  id: number;
  email: string;
  role: Role;
  workspace: Workspace;
  created_at?: string;
}
export interface SignedIn {
  access_token: string;
  token_type: string;
  expires_in: number;
  user: User;
}
export interface Member {
  id: number;
  email: string;
  role: Role;
  is_active: boolean;
  created_at: string;
}
export interface Page<T> {
  total: number;
  results: T[];
}

export type Distribution = Record<Mood, number>;
export interface TrendDay extends Distribution {
  date: string;
  compound: number | null;
}
export interface Summary {
  total_tickets: number;
  total_comments: number;
  avg_comments_per_ticket: number | null;
}
export interface Previous extends Summary {
  sentiment_distribution: Distribution;
  average_compound: number | null;
}
export interface Slice {
  total: number;
  negative: number;
  compound: number | null;
}
export interface Analytics {
  period: { start_date: string; end_date: string };
  summary: Summary;
  sentiment_distribution: Distribution;
  sentiment_trend: TrendDay[];
  average_compound: number | null;
  /** The same of as many days just before. */
  previous: Previous;
  /** Empty names stand for tickets that do not say. */
  by_status: (Slice & { status: string })[];
  by_priority: (Slice & { priority: string })[];
  by_product: (Slice & { product: string })[];
  top_authors: { author: string; comments: number; compound: number | null }[];
}
export interface Metrics {
  total_tickets: number;
  avg_sentiment: number | null;
  processing_jobs: number;
  ticket_trend: number | null;
  sentiment_trend: number | null;
  negative_share: number | null;
  last_published_at: string | null;
}
export interface RecentTicket {
  ticket_id: string;
  source: string;
  summary: string;
  created_date: string;
  priority: string;
  status: string;
  sentiment_label: Mood;
  sentiment_score: number;
}
export interface Filters {
  statuses: string[];
  priorities: string[];
  products: string[];
  assignees: string[];
}
export interface EntityCount {
  label: string;
  text: string;
  count: number;
}

export interface TicketRow {
  ticket_id: string;
  source: string;
  summary: string;
  /** The ticket's state as its source writes it; like every text here, empty where the export did not say. */
  status_name: string;
  priority: string;
  product: string;
  assignee: string;
  created_at: string;
  updated_at: string | null;
  total_comments: number;
  final_sentiment: Mood;
  compound: number;
  confidence: number;
  trend: string;
  /** How the mood developed: `stable_…`, `mixed`, `single_…`, `improving`, `declining`. */
  status: string;
  urgency: number;
}
export interface ScoredText {
  field_type: string;
  comment_number: number | null;
  text: string;
  sentiment: Mood;
  confidence: number;
  compound: number;
  comment_timestamp: string | null;
  author_id: string | null;
}
export interface Entity {
  text: string;
  label: string;
  field_type: string;
  start_pos: number;
  end_pos: number;
  comment_number: number | null;
}
export interface PastState {
  job_id: string;
  as_of: string;
  status: string;
  priority: string;
  assignee: string;
  final_sentiment: Mood;
}
export interface Ticket extends TicketRow {
  description: string;
  issue_type: string;
  project: string;
  organization: string;
  reporter: string;
  labels: string[];
  parent_ticket_id: string | null;
  resolved_at: string | null;
  comments: ScoredText[];
  entities: Entity[];
  history: PastState[];
}

export type JobStatus = "review" | "queued" | "running" | "completed" | "failed";
export const PHASES = ["inspect", "map", "score", "publish", "rollup"] as const;
export type Phase = (typeof PHASES)[number] | "done";
export interface PhaseCost {
  seconds: number;
  rows: number;
  bytes: number;
  errors: number;
}
export interface Job {
  job_id: string;
  source: string;
  file_name: string;
  file_size: number;
  timezone: string;
  encoding: string | null;
  status: JobStatus;
  phase: Phase;
  progress: number;
  submitted_at: string;
  started_at: string | null;
  completed_at: string | null;
  updated_at: string;
  duration: number | null;
  total_rows: number | null;
  total_columns: number;
  records_processed: number;
  sentiment_records: number;
  entity_records: number;
  tickets_added: number;
  tickets_updated: number;
  tickets_unchanged: number;
  row_errors: number;
  phase_durations: Partial<Record<Phase, PhaseCost>> | null;
  /** Why it failed, or what it waits for. */
  error: { code: string; detail: string; remedy: string } | null;
}
export interface Uploaded {
  job_id: string;
  message: string;
  status: JobStatus;
  duplicate: boolean;
}
export interface MappedField {
  columns: number[];
  names: string[];
  confidence: number;
  samples: string[];
}
export type DateOrder = "day_first" | "month_first";
export interface Mapping {
  status: JobStatus;
  sure: boolean;
  header: { index: number; name: string }[];
  fields: Record<string, MappedField>;
  /** What a person said; null while the file itself decides. */
  date_order: DateOrder | null;
  /** The first tickets, their dates as the file has them. */
  preview: { ticket_id: string; summary: string; created_at: string; status: string; comments: number }[];
}
export interface RowError {
  row: number;
  line: number;
  column: string | null;
  value: string | null;
  code: string;
  reason: string;
  remedy: string;
}
