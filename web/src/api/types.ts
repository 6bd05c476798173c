import type { components } from "./schema";

/** What the API takes and answers, by the OpenAPI document: `npm run types` writes `schema.ts` from it. */
type Schemas = components["schemas"];

export type Permission = Schemas["Permission"];
export type Role = Schemas["Role"];
export type User = Schemas["Account"];
export type SignedIn = Schemas["Session"];
export type FirstUser = Schemas["FirstUser"];
export type Member = Schemas["User"];
export type NewMember = Schemas["NewUser"];
export type MemberChange = Schemas["UserChange"];
export type Limits = Schemas["Limits"];

export type Distribution = Schemas["Distribution"];
export type Unread = Schemas["Unread"];
export type Undated = Schemas["Undated"];
export type TrendDay = Schemas["TrendDay"];
export type Analytics = Schemas["Support"];
/** What the tickets of one state, priority or product have in common; an empty name stands for those that do not say. */
export type Slice = Omit<Schemas["ByProduct"], "product">;
export type Metrics = Schemas["Metrics"];
export type RecentTicket = Schemas["RecentTicket"];
export type Filters = Schemas["Filters"];
export type EntityCount = Schemas["Entity"];

/** Texts are empty where the export did not say. */
export type TicketRow = Schemas["ListedTicket"];
export type Mood = TicketRow["final_sentiment"];
/** A part of the tickets; `total_is_exact` is false where a search finds more than pages lead through, or did not look at all. */
export type TicketPage = Schemas["Tickets"];
export type ScoredText = Schemas["ScoredText"];
/** Whether a text was read; what was not counts as neutral. */
export type Reading = ScoredText["reading"];
/** Who wrote a text. */
export type Side = ScoredText["side"];
/** A text that somebody said is otherwise than scored. */
export type Correction = Schemas["CorrectedText"];
/** A name of the workspace's own, or what is none. */
export type Name = Schemas["GazetteerTerm"];
export type NameLabel = Name["label"];
export type NameList = Schemas["GazetteerTerms"];
export type GivenName = Schemas["GivenTerm"];
/** Somebody of the workspace's staff, or everybody at a mail domain. */
export type StaffEntry = Schemas["StaffEntry"];
export type StaffKind = StaffEntry["kind"];
export type StaffList = Schemas["Staff"];
export type GivenStaff = Schemas["GivenStaff"];
export type Entity = Schemas["Mention"];
/** A ticket's row of an export, with every column that holds something. */
export type ExportRow = Schemas["ExportRow"];
export type PastState = Schemas["Former"];
/** What a comment said before it was edited or removed. */
export type FormerComment = Schemas["FormerComment"];
export type Ticket = Schemas["Ticket"];
/** What a ticket says beside its mood, and the words that made its scores. */
export type TicketSignals = Schemas["TicketSignals"];
export type MovingWord = Schemas["MovingWord"];

export type Job = Schemas["Job"];
export type JobStatus = Schemas["Status"];
/** A phase of a kind of job: its word, and what people call it. */
export type JobPhase = Schemas["JobPhase"];
export type Queue = Schemas["Queue"];
export type QueuedJob = Schemas["QueuedJob"];
export type QueueChange = Schemas["QueueChange"];
export type QueuePause = Schemas["Paused"];
export type Lake = Schemas["Lake"];
export type SystemState = Schemas["SystemState"];
export type RebuildStatus = Schemas["RebuildStatus"];
export type ScoringStatus = Schemas["ScoringStatus"];
export type RescoringComparison = Schemas["RescoringComparison"];
export type LabelComparison = Schemas["LabelComparison"];
/** A text that was scored anew and has another label since. */
export type ChangedText = Schemas["ChangedText"];
export type Uploaded = Schemas["Uploaded"];
export type MappedField = Schemas["FieldView"];
export type Mapping = Schemas["MappingView"];
export type MappingChange = Schemas["MappingChange"];
export type DateOrder = NonNullable<Mapping["date_order"]>;
export type MappingTemplate = Schemas["MappingTemplate"];

/** Which tickets a report is about: of each field that lists values, one of them. */
export type ReportFilters = Partial<
  Record<"product" | "team" | "customer" | "project" | "priority" | "category", string[]>
>;
export type ReportLayout = Schemas["Layout"];
export type ReportSection = Schemas["Section"];
export type ReportLanguage = Schemas["Language"];
export type ReportPaper = Schemas["Paper"];
export type ReportTemplate = Schemas["ReportTemplate"];
export type GivenTemplate = Schemas["GivenTemplate"];
/** With the schedules that get it. */
export type NewTemplate = Schemas["NewTemplate"];
/** What a schedule's reports cover, seen from the day they are due. */
export type Coverage = Schemas["Coverage"];
export type Repeat = Schemas["Repeat"];
/** One day of each month. */
export type MonthDay = Schemas["On"];
export type Weekday = Schemas["Weekday"];
export type Week = Schemas["Week"];
export type CatchUp = Schemas["CatchUp"];
/** A schedule, and who gets its reports. */
export type Schedule = Omit<Schemas["ReportSchedule"], "filters"> & { filters: ReportFilters };
export type GivenSchedule = Omit<Required<Schemas["GivenSchedule"]>, "filters"> & { filters: ReportFilters };
export type Recipient = Schemas["Recipient"];
export type RecipientState = Recipient["state"];
/** A moment at which a report is due. */
export type Run = Schemas["Run"];
export type Delivery = Schemas["Delivery"];
/** An address that gets no more reports. */
export type Suppression = Schemas["Suppression"];
export type Webhook = Schemas["Webhook"];
export type WebhookTest = Schemas["WebhookTest"];
/** With the secret that is shown once. */
export type CreatedWebhook = Schemas["CreatedWebhook"];
export type MailState = Schemas["MailState"];
/** What a link of a mail is about. */
export type Subscription = Schemas["Subscription"];
/** What a link asks an address about. */
export type Question = Schemas["Question"];
