import type { NameList, StaffList } from "../src/api/types";
import { iso } from "./answers";

/** Answers about the names, the staff and the accounts of a workspace. */

export const names: NameList = {
  total: 5,
  offset: 0,
  limit: 50,
  most: 10_000,
  results: (
    [
      ["Aurora Sync", "PRODUCT"],
      ["Contoso", "ORGANIZATION"],
      ["Donaudampfschifffahrtsgesellschaftskapitän und Söhne Verwaltungs-Aktiengesellschaft", "ORGANIZATION"],
      ["Jo Weber", "PERSON"],
      ["Monitor", "EXCLUDED"],
    ] as const
  ).map(([term, label], index) => ({
    id: index + 1,
    term,
    label,
    changed_by: index === 3 ? null : "ada@example.org",
    changed_at: iso(index),
  })),
};

export const staff: StaffList = {
  total: 3,
  offset: 0,
  limit: 50,
  most: 1_000,
  results: (
    [
      ["domain", "help.example"],
      ["name", "Mara Lindqvist"],
      ["name", "Verwaltungsfachangestelltenvertretung der Donaudampfschifffahrtsgesellschaft, Zweigstelle Nord"],
    ] as const
  ).map(([kind, value], index) => ({
    id: index + 1,
    kind,
    value,
    changed_by: index === 1 ? null : "ada@example.org",
    changed_at: iso(index),
  })),
};

export const users = {
  total: 3,
  offset: 0,
  limit: 1000,
  results: [
    { id: 1, email: "ada@example.org", role: "admin", is_active: true, created_at: iso(90) },
    { id: 2, email: "jonas.weber@example.org", role: "analyst", is_active: true, created_at: iso(40) },
    { id: 3, email: "former@example.org", role: "viewer", is_active: false, created_at: iso(200) },
  ],
};
