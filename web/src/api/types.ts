import type { components } from "./schema";

/**
 * What the API answers, by the OpenAPI document: `npm run types` writes `schema.ts` from it. Only what a string
 * stands for is named more closely here.
 */
type Schemas = components["schemas"];

/** Answers hold every key: what the document lets be missing comes as null. */
type Whole<T> = T extends (infer E)[]
  ? Whole<E>[]
  : T extends object
    ? { [K in keyof T]-?: Whole<Exclude<T[K], undefined>> }
    : T;
type Answer<N extends keyof Schemas> = Whole<Schemas[N]>;
type With<T, Closer> = Omit<T, keyof Closer> & Closer;

export type Mood = "positive" | "negative" | "neutral";
export type Role = Schemas["Role"];

export type User = Answer<"Account">;
export type SignedIn = Answer<"Session">;
export type Member = Answer<"User">;
export interface Page<T> {
  total: number;
  results: T[];
}

export type Distribution = Answer<"Distribution">;
export type Unread = Answer<"Unread">;
export type TrendDay = Answer<"TrendDay">;
export type Analytics = Answer<"Support">;
/** What the tickets of one state, priority or product have in common; an empty name stands for those that do not say. */
export type Slice = Omit<Answer<"ByProduct">, "product">;
export type Metrics = Answer<"Metrics">;
export type RecentTicket = With<Answer<"RecentTicket">, { sentiment_label: Mood }>;
export type Filters = Answer<"Filters">;
export type EntityCount = Answer<"Entity">;

/** Texts are empty where the export did not say. */
export type TicketRow = With<Answer<"Listed">, { final_sentiment: Mood }>;
/** A part of the tickets; `total_is_exact` is false where a search finds more than pages lead through, or did not look at all. */
export type TicketPage = Page<TicketRow> & Pick<Answer<"Tickets">, "total_is_exact">;
/** Whether a text was read; what was not counts as neutral. */
export type Reading = "read" | "unknown_language" | "nothing";
export type ScoredText = With<
  Answer<"ScoredText">,
  { sentiment: Mood; reading: Reading; correction: With<Answer<"Correction">, { sentiment: Mood }> | null }
>;
/** A text that somebody said is otherwise than scored. */
export type Correction = With<Answer<"CorrectedText">, { sentiment: Mood; scored_sentiment: Mood }>;
/** A name of the workspace's own, or what is none. */
export type Name = Answer<"GazetteerTerm">;
export type NameList = Answer<"GazetteerTerms">;
export type ImportedNames = Answer<"ImportedTerms">;
export type Entity = Answer<"Mention">;
/** A ticket's row of an export, with every column that holds something. */
export type ExportRow = Answer<"ExportRow">;
export type PastState = With<Answer<"Former">, { final_sentiment: Mood }>;
export type Ticket = With<
  Answer<"Ticket">,
  { final_sentiment: Mood; comments: ScoredText[]; entities: Entity[]; history: PastState[] }
>;
/** What a ticket says beside its mood, and the words that made its scores. */
export type TicketSignals = With<
  Answer<"TicketSignals">,
  { aspects: With<Answer<"AspectShown">, { sentiment: Mood }>[] }
>;
export type MovingWord = Answer<"MovingWord">;

export type JobStatus = Schemas["Status"];
/** A phase of a kind of job: its word, and what people call it. */
export type JobPhase = Answer<"JobPhase">;
export interface PhaseCost {
  seconds: number;
  rows: number;
  bytes: number;
  errors: number;
}
export type Queue = Answer<"Queue">;
export type QueuedJob = Answer<"QueuedJob">;
export type QueuePause = Answer<"Paused">;
export type Job = With<Answer<"Job">, { phase_durations: Partial<Record<string, PhaseCost>> }>;
export type Lake = Answer<"Lake">;
export type SystemState = Answer<"SystemState">;
export type RebuildStatus = With<Answer<"RebuildStatus">, { running: Job | null; last: Job | null }>;
export type ScoringStatus = With<Answer<"ScoringStatus">, { running: Job | null; last: Job | null }>;
export type LabelComparison = Answer<"LabelComparison">;
export type RescoringComparison = Answer<"RescoringComparison">;
/** A text that was scored anew and has another label since. */
export type ChangedText = With<Answer<"ChangedText">, { from: Mood; to: Mood }>;
export type Uploaded = Answer<"Uploaded">;
export type MappedField = Answer<"FieldView">;
export type DateOrder = "day_first" | "month_first";
export type Mapping = With<Answer<"MappingView">, { date_order: DateOrder | null }>;
export type MappingTemplate = Answer<"MappingTemplate">;
export type RowError = Answer<"RowError">;
