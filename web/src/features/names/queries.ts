import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { body } from "@/api/open";
import type { GivenName, NameLabel } from "@/api/types";
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
] as const satisfies readonly NameLabel[];

const ACRONYMS: readonly string[] = ["URL"];

export const labelName = (label: string) =>
  label === "EXCLUDED" ? "Never report" : ACRONYMS.includes(label) ? label : words(label);

export const OPTIONS = LABELS.map((value) => ({ value, label: labelName(value) }));

export const names = ({ q, label, offset = 0 }: NamesSearch) =>
  queryOptions({
    queryKey: ["names", q, label, offset],
    queryFn: ({ signal }) =>
      body(api.GET("/api/gazetteer", { params: { query: { q, label, limit: PAGE_SIZE, offset } }, signal })),
    placeholderData: keepPreviousData,
  });

export const addName = (given: GivenName) => body(api.POST("/api/gazetteer", { body: given }));
export const changeName = (id: number, given: GivenName) =>
  body(api.PUT("/api/gazetteer/{id}", { params: { path: { id } }, body: given }));
export const removeName = (id: number) => api.DELETE("/api/gazetteer/{id}", { params: { path: { id } } });

/** Imports a list; with a label each line is a name, without it is a CSV of term and label. */
export const importNames = (list: string, label: NameLabel | undefined) =>
  body(
    api.POST("/api/gazetteer/import", {
      params: { query: { label } },
      headers: { "content-type": "text/csv; charset=utf-8" },
      body: list,
      bodySerializer: (text) => text,
    }),
  );
