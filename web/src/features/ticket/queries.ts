import { queryOptions } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Ticket, TicketSignals } from "@/api/types";

export const ticket = (id: string) =>
  queryOptions({
    queryKey: ["ticket", id],
    queryFn: ({ signal }) => get<Ticket>(`/api/tickets/${encodeURIComponent(id)}`, {}, signal),
  });

/** Read anew when an upload changed the ticket: its texts are then others. */
export const signals = ({ ticket_id, source, as_of, job_id }: Ticket) =>
  queryOptions({
    queryKey: ["ticket", ticket_id, "signals", source, as_of, job_id],
    queryFn: ({ signal }) => get<TicketSignals>(`/api/tickets/${encodeURIComponent(ticket_id)}/signals`, { source }, signal),
  });
