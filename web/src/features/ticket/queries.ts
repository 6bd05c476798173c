import { queryOptions } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { ExportRow, Page, Ticket, TicketSignals } from "@/api/types";

export const ticket = (id: string) =>
  queryOptions({
    queryKey: ["ticket", id],
    queryFn: ({ signal }) => get<Ticket>(`/api/tickets/${encodeURIComponent(id)}`, {}, signal),
  });

/** Read anew when an upload changed the ticket: its texts are then others. */
export const signals = ({ ticket_id, source, as_of, job_id }: Ticket) =>
  queryOptions({
    queryKey: ["ticket", ticket_id, "signals", source, as_of, job_id],
    queryFn: ({ signal }) =>
      get<TicketSignals>(`/api/tickets/${encodeURIComponent(ticket_id)}/signals`, { source }, signal),
  });

/** One row of an export that was the ticket's; 0 is the newest. */
export const rows = (id: string, source: string, offset: number) =>
  queryOptions({
    queryKey: ["ticket", id, "rows", source, offset],
    queryFn: ({ signal }) =>
      get<Page<ExportRow>>(`/api/tickets/${encodeURIComponent(id)}/raw`, { source, limit: 1, offset }, signal),
  });
