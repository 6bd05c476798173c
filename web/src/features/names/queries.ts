import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call, get, sendJson, url } from "@/api/client";
import type { ImportedNames, Name, NameList } from "@/api/types";
import { words } from "@/lib/format";
import type { NamesSearch } from "./search";

export const PAGE_SIZE = 50;

/** What a name can be; the common ones first. */
export const LABELS = [
  "PRODUCT",
  "ORGANIZATION",
  "PERSON",
  "LOCATION",
  "EXCLUDED",
  "VERSION",
  "ERROR_CODE",
  "HOST",
  "URL",
  "EMAIL",
  "MONEY",
  "DATE",
  "TIME",
  "PERCENT",
] as const;
export type NameLabel = (typeof LABELS)[number];

const ACRONYMS: readonly string[] = ["URL"];

export const labelName = (label: string) =>
  label === "EXCLUDED" ? "Never report" : ACRONYMS.includes(label) ? label : words(label);

export const OPTIONS = LABELS.map((value) => ({ value, label: labelName(value) }));

export const names = ({ q, label, offset = 0 }: NamesSearch) =>
  queryOptions({
    queryKey: ["names", q, label, offset],
    queryFn: ({ signal }) => get<NameList>("/api/gazetteer", { q, label, limit: PAGE_SIZE, offset }, signal),
    placeholderData: keepPreviousData,
  });

export interface GivenName {
  term: string;
  label: string;
}

export const addName = (given: GivenName) => sendJson<Name>("POST", "/api/gazetteer", given);
export const changeName = (id: number, given: GivenName) => sendJson<Name>("PUT", `/api/gazetteer/${id}`, given);
export const removeName = (id: number) => sendJson<undefined>("DELETE", `/api/gazetteer/${id}`);

/** Imports a list; with a label each line is a name, without it is a CSV of term and label. */
export async function importNames(list: string, label: string | undefined): Promise<ImportedNames> {
  const init = { method: "POST", headers: { "content-type": "text/csv; charset=utf-8" }, body: list };
  const response = await call(url("/api/gazetteer/import", { label }), init);
  return (await response.json()) as ImportedNames;
}
