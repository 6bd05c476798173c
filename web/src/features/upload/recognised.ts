import type { Mapping } from "@/api/types";

const SYSTEMS: Record<string, string> = {
  jira_csv: "an export of Jira",
  jira_pipeline: "an export of Jira’s data pipeline",
  jira_rest: "an answer of Jira’s REST interface",
  jira_rss: "a search of Jira as XML",
  zendesk: "an export of Zendesk",
  freshdesk: "an export of Freshdesk",
  intercom: "an export of Intercom",
  github: "issues of GitHub",
  api: "records that a program sent",
};

const WIRES: Record<string, string> = {
  csv: "text",
  json: "JSON",
  xml: "XML",
  html: "a table of an HTML page",
  xlsx: "an Excel workbook",
  xls: "an old Excel workbook",
  parquet: "Parquet",
};

export const SEPARATORS: readonly { value: string; name: string }[] = [
  { value: ",", name: "commas" },
  { value: ";", name: "semicolons" },
  { value: "\t", name: "tabs" },
  { value: "|", name: "bars" },
];

/** What a file was taken for, as the end of a sentence. */
export function taken({ recognised }: Mapping): string {
  const { format, wire, encoding, delimiter } = recognised;
  const system = SYSTEMS[format] ?? "a table of a system that is not known";
  const separated = SEPARATORS.find(({ value }) => value === delimiter);
  const how = separated ? `${encoding} text separated by ${separated.name}` : (WIRES[wire] ?? wire);
  return format === "api" ? system : `${system}, ${how}`;
}

const ROWS: Record<string, string> = {
  message: "Each row is a message: rows with the same key become one ticket with its comments.",
  reply: "Each row is a message that may answer another: a conversation becomes one ticket with its comments.",
  version: "Each row is a version of a ticket: the newest counts.",
};

/** What rows are where they are no tickets, as a sentence; empty where they are. */
export function eachRow({ each_row }: Mapping): string {
  return ROWS[each_row] ?? "";
}
