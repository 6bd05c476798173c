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
  avg_comments_per_ticket: number;
}
export interface Previous extends Partial<Summary> {
  sentiment_distribution?: Distribution;
  average_compound?: number | null;
}
export interface Slice {
  total: number;
  negative?: number;
  compound?: number | null;
}
export interface Analytics {
  period: { start_date: string; end_date: string };
  summary: Summary;
  sentiment_distribution: Distribution;
  sentiment_trend: TrendDay[];
  average_compound: number | null;
  previous?: Previous | null;
  by_status: (Slice & { status: string | null })[];
  by_priority: (Slice & { priority: string | null })[];
  by_product: (Slice & { product: string | null })[];
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
  summary: string | null;
  created_date: string;
  priority: string | null;
  status: string | null;
  sentiment_label: Mood | null;
  sentiment_score: number | null;
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
  summary: string | null;
  status_name: string | null;
  priority: string | null;
  product: string | null;
  assignee: string | null;
  created_at: string;
  updated_at: string | null;
  total_comments: number;
  final_sentiment: Mood | null;
  compound: number | null;
  confidence: number | null;
  trend: string | null;
  status: string;
  urgency: number | null;
}
export interface ScoredText {
  field_type: string;
  comment_number: number | null;
  text: string;
  sentiment: Mood | null;
  confidence: number | null;
  compound: number | null;
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
  status: string | null;
  priority: string | null;
  assignee: string | null;
  final_sentiment: Mood | null;
}
export interface Ticket extends TicketRow {
  description?: string | null;
  issue_type?: string | null;
  project?: string | null;
  organization?: string | null;
  reporter?: string | null;
  labels?: string[] | null;
  parent_ticket_id?: string | null;
  resolved_at?: string | null;
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
  total_columns: number | null;
  records_processed: number;
  sentiment_records: number;
  entity_records: number;
  tickets_added: number;
  tickets_updated: number;
  tickets_unchanged: number;
  row_errors: number;
  phase_durations: Partial<Record<Phase, PhaseCost>> | null;
  error: { code: string; detail: string; remedy?: string | null } | null;
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
export type DayOrder = "day_first" | "month_first" | "undecided";
export interface Mapping {
  status: JobStatus;
  sure: boolean;
  header: { index: number; name: string }[];
  fields: Record<string, MappedField>;
  day_order: DayOrder | null;
  preview: { ticket_id: string; summary: string | null; created_at: string | null; status: string | null; comments: number }[];
}
export interface RowError {
  row: number;
  line: number | null;
  column: string | null;
  value: string | null;
  code: string;
  reason: string;
  remedy: string | null;
}
