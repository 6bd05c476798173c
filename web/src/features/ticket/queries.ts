import { queryOptions } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Ticket } from "@/api/types";

export const ticket = (id: string) =>
  queryOptions({
    queryKey: ["ticket", id],
    queryFn: ({ signal }) => get<Ticket>(`/api/tickets/${encodeURIComponent(id)}`, {}, signal),
  });
