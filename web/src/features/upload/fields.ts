import type { Mapping } from "@/api/types";

export interface FieldInfo {
  key: string;
  name: string;
  /** Takes any number of columns. */
  many: boolean;
  /** A job cannot go on without it. */
  needed: boolean;
}

const field = (key: string, name: string, many = false, needed = false): FieldInfo => ({ key, name, many, needed });

/** What a column can mean, in the order people look for it. */
export const FIELDS: readonly FieldInfo[] = [
  field("ticket_id", "Ticket key", false, true),
  field("summary", "Summary"),
  field("description", "Description"),
  field("comments", "Comments", true),
  field("created_at", "Created"),
  field("updated_at", "Updated"),
  field("resolved_at", "Resolved"),
  field("status", "State"),
  field("priority", "Priority"),
  field("issue_type", "Type"),
  field("project", "Project"),
  field("product", "Product"),
  field("components", "Components", true),
  field("organization", "Organization"),
  field("labels", "Labels", true),
  field("assignee", "Assignee"),
  field("reporter", "Reporter"),
  field("parent_ticket_id", "Parent ticket"),
  field("team", "Team"),
  field("channel", "Channel"),
  field("customer", "Customer"),
  field("satisfaction", "Satisfaction"),
  field("due_at", "Due"),
  field("first_response_at", "First response"),
  field("time_spent_minutes", "Time spent"),
  field("reopenings", "Reopenings"),
  field("tracker_id", "Tracker's own number"),
  field("key_prefix", "Project of the key", true),
];

export type Chosen = Record<string, readonly number[]>;

export function chosenOf(mapping: Mapping): Chosen {
  return Object.fromEntries(Object.entries(mapping.fields).map(([key, value]) => [key, value.columns]));
}

/** A choice in a list of columns: what is shown, and the columns it stands for. */
export interface ColumnChoice {
  label: string;
  columns: readonly number[];
}

/** Repeated headers are one choice for a field of many columns, and told apart by position for the others. */
export function choices(header: Mapping["header"], many: boolean): ColumnChoice[] {
  const byName = new Map<string, number[]>();
  for (const { index, name } of header) byName.set(name, [...(byName.get(name) ?? []), index]);
  return [...byName].flatMap(([name, columns]) => {
    if (columns.length === 1) return [{ label: name, columns }];
    if (many) return [{ label: `${name} ×${columns.length}`, columns }];
    return columns.map((column) => ({ label: `${name} · column ${column + 1}`, columns: [column] }));
  });
}

/** Chosen columns as people read them: `Comment ×46`. */
export function groups(header: Mapping["header"], columns: readonly number[]): ColumnChoice[] {
  const names = new Map(header.map(({ index, name }) => [index, name]));
  const byName = new Map<string, number[]>();
  for (const column of columns) {
    const name = names.get(column) ?? `Column ${column + 1}`;
    byName.set(name, [...(byName.get(name) ?? []), column]);
  }
  return [...byName].map(([name, found]) => ({
    label: found.length === 1 ? name : `${name} ×${found.length}`,
    columns: found,
  }));
}

/** Whether no column names the tickets, and what each row says does. */
export const makesKeys = (mapping: Pick<Mapping, "fields" | "missing">): boolean =>
  mapping.fields["ticket_id"] === undefined && !mapping.missing.includes("ticket_id");

/** What still keeps the mapping from being confirmed; no key where keys are made. */
export function missing(chosen: Chosen, keysAreMade = false): string[] {
  const has = (key: string) => (chosen[key]?.length ?? 0) > 0;
  const needed = FIELDS.filter((info) => info.needed && !(keysAreMade && info.key === "ticket_id"));
  const lacking = needed.filter((info) => !has(info.key)).map((info) => info.name);
  const text = ["summary", "description", "comments"].some(has);
  return text ? lacking : [...lacking, "Summary, Description or Comments"];
}

export const same = (a: Chosen, b: Chosen): boolean =>
  FIELDS.every(({ key }) => (a[key] ?? []).join() === (b[key] ?? []).join());

/** A column that nothing is read from, or all of one name. */
export interface LeftColumn {
  label: string;
  /** The longest of its cells in the first rows; empty where these say nothing. */
  sample: string;
}

/** The columns that no field has, those with the longest texts first. */
export function notTaken({ header, rows, fields }: Pick<Mapping, "header" | "rows" | "fields">): LeftColumn[] {
  const taken = new Set(Object.values(fields).flatMap((field) => field.columns));
  const places = new Map(header.map(({ index }, position) => [index, position]));
  const left = header.flatMap(({ index }) => (taken.has(index) ? [] : [index]));
  const found = groups(header, left).map(({ label, columns }): LeftColumn => {
    const cells = rows.flatMap((row) => columns.map((column) => row[places.get(column) ?? -1] ?? ""));
    return { label, sample: cells.reduce((longest, cell) => (cell.length > longest.length ? cell : longest), "") };
  });
  return found.sort((one, other) => other.sample.length - one.sample.length);
}
