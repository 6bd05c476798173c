import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { body } from "@/api/open";
import type { GivenStaff, StaffKind } from "@/api/types";
import type { StaffSearch } from "./search";

export const PAGE_SIZE = 50;

/** What a kind is called, what is typed of it, and an example. */
export const KINDS: Record<StaffKind, { label: string; field: string; example: string }> = {
  domain: { label: "Mail domain", field: "Domain", example: "help.example" },
  name: { label: "Person", field: "Name or account", example: "Mara Lindqvist" },
};

export const OPTIONS = (["domain", "name"] as const satisfies readonly StaffKind[]).map((value) => ({
  value,
  label: KINDS[value].label,
}));

export const staff = ({ q, kind, offset = 0 }: StaffSearch) =>
  queryOptions({
    queryKey: ["staff", q, kind, offset],
    queryFn: ({ signal }) =>
      body(api.GET("/api/staff", { params: { query: { q, kind, limit: PAGE_SIZE, offset } }, signal })),
    placeholderData: keepPreviousData,
  });

export const addStaff = (given: GivenStaff) => body(api.POST("/api/staff", { body: given }));
export const changeStaff = (id: number, given: GivenStaff) =>
  body(api.PUT("/api/staff/{id}", { params: { path: { id } }, body: given }));
export const removeStaff = (id: number) => api.DELETE("/api/staff/{id}", { params: { path: { id } } });
