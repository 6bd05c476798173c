import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { body } from "@/api/open";
import type { Ticket } from "@/api/types";
import { behind } from "./parts";

/** A ticket with its texts, part by part: nearly every ticket is one part. */
export const ticket = (id: string, source?: string) =>
  infiniteQueryOptions({
    queryKey: ["ticket", id, source ?? "any"],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { ticket_id: id }, query: { source, ...pageParam } };
      return body(api.GET("/api/tickets/{ticket_id}", { params, signal }));
    },
    initialPageParam: { offset: 0 },
    getNextPageParam: (_, parts) => behind(parts),
  });

/** What a part of the texts says; read anew when an upload changed the ticket: its texts are then others. */
export const signals = ({ ticket_id, source, as_of, job_id }: Ticket, offset = 0) =>
  queryOptions({
    queryKey: ["ticket", ticket_id, "signals", source, as_of, job_id, offset],
    queryFn: ({ signal }) => {
      const params = { path: { ticket_id }, query: { source, offset } };
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
