import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { body } from "@/api/open";
import type { Ticket } from "@/api/types";

export const ticket = (id: string) =>
  queryOptions({
    queryKey: ["ticket", id],
    queryFn: ({ signal }) => body(api.GET("/api/tickets/{ticket_id}", { params: { path: { ticket_id: id } }, signal })),
  });

/** Read anew when an upload changed the ticket: its texts are then others. */
export const signals = ({ ticket_id, source, as_of, job_id }: Ticket) =>
  queryOptions({
    queryKey: ["ticket", ticket_id, "signals", source, as_of, job_id],
    queryFn: ({ signal }) => {
      const params = { path: { ticket_id }, query: { source } };
      return body(api.GET("/api/tickets/{ticket_id}/signals", { params, signal }));
    },
  });

/** One row of an export that was the ticket's; 0 is the newest. */
export const rows = (id: string, source: string, offset: number) =>
  queryOptions({
    queryKey: ["ticket", id, "rows", source, offset],
    queryFn: ({ signal }) => {
      const params = { path: { ticket_id: id }, query: { source, limit: 1, offset } };
      return body(api.GET("/api/tickets/{ticket_id}/raw", { params, signal }));
    },
  });
