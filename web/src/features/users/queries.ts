import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { body } from "@/api/open";
import type { MemberChange, NewMember, Role } from "@/api/types";

export const ROLES: readonly { value: Role; label: string; note: string }[] = [
  { value: "viewer", label: "Viewer", note: "reads everything" },
  { value: "analyst", label: "Analyst", note: "also uploads exports" },
  { value: "admin", label: "Admin", note: "also manages users" },
];

/** The users by address: as many as come at once. */
export const members = (offset: number) =>
  queryOptions({
    queryKey: ["users", offset],
    queryFn: ({ signal }) => body(api.GET("/api/auth/users", { params: { query: { offset } }, signal })),
  });

export const changeMember = (id: number, change: MemberChange) =>
  body(api.PATCH("/api/auth/users/{id}", { params: { path: { id } }, body: change }));

export const addMember = (member: NewMember) => body(api.POST("/api/auth/register", { body: member }));
