import { queryOptions } from "@tanstack/react-query";
import { get, sendJson } from "@/api/client";
import type { Member, Page, Role } from "@/api/types";

export const ROLES: readonly { value: Role; label: string; note: string }[] = [
  { value: "viewer", label: "Viewer", note: "reads everything" },
  { value: "analyst", label: "Analyst", note: "also uploads exports" },
  { value: "admin", label: "Admin", note: "also manages users" },
];

export const members = () =>
  queryOptions({
    queryKey: ["users"],
    queryFn: ({ signal }) => get<Page<Member>>("/api/auth/users", {}, signal),
  });

export interface MemberChange {
  role?: Role;
  is_active?: boolean;
}

export const changeMember = (id: number, change: MemberChange) =>
  sendJson<Member>("PATCH", `/api/auth/users/${id}`, change);

export const addMember = (body: { email: string; password: string; role: Role }) =>
  sendJson<Member>("POST", "/api/auth/register", body);
