import type { Delivery } from "../src/api/types";
import { iso } from "./answers";

/** What became of reports, of each state one. */

export function delivery(id: string, change: Partial<Delivery> = {}): Delivery {
  return {
    id,
    schedule_id: "s1",
    schedule: "Monday for the team",
    timezone: "Europe/Berlin",
    kind: "slot",
    slot_at: "2026-11-23T07:00:00Z",
    recipient: "ada@example.org",
    is_late: false,
    status: "sent",
    reason: null,
    first_day: "2026-11-16",
    last_day: "2026-11-22",
    attempts: 1,
    next_attempt_at: null,
    message_id: `0198${id}-7a3b-7c11-9d20-5f0a4a1c88e2`,
    failed_step: null,
    server_code: 250,
    server_words: "2.0.0 Ok: queued as 4RfT1c2Xz",
    has_pdf: true,
    sent_at: "2026-11-23T07:00:04Z",
    created_at: "2026-11-23T07:00:00Z",
    updated_at: iso(2),
    ...change,
  };
}

const unsent = { sent_at: null, server_code: null, server_words: null };

export const deliveries: Delivery[] = [
  delivery("d1"),
  delivery("d2", {
    ...unsent,
    recipient: "grace@customer.example",
    status: "unknown",
    reason: "connection_lost",
    failed_step: "message",
    server_words: "the connection was closed before the server said that it has the message",
  }),
  delivery("d3", {
    ...unsent,
    recipient: "nobody@example.com",
    schedule: "Month end for Billing and the public API, in German, for the board",
    timezone: "America/New_York",
    status: "failed",
    reason: "refused",
    failed_step: "recipient",
    server_code: 550,
    server_words: "5.1.1 <nobody@example.com>: Recipient address rejected: User unknown in local recipient table",
    attempts: 1,
  }),
  delivery("d4", {
    ...unsent,
    status: "retrying",
    reason: "deferred",
    failed_step: "recipient",
    server_code: 451,
    server_words: "4.7.1 Greylisted, try again in 5 minutes",
    attempts: 3,
    next_attempt_at: "2026-11-23T07:20:00Z",
    is_late: true,
  }),
  delivery("d5", {
    ...unsent,
    status: "skipped",
    reason: "unsubscribed",
    recipient: "board@example.com",
    attempts: 0,
    has_pdf: false,
  }),
  delivery("d6", {
    ...unsent,
    kind: "confirm",
    status: "sent",
    recipient: "support-leadership-and-quality-circle@customer.example",
    first_day: null,
    last_day: null,
    has_pdf: false,
  }),
  delivery("d7", { ...unsent, status: "kept", reason: "mail_not_configured", kind: "now", attempts: 1 }),
  delivery("d8", {
    ...unsent,
    status: "failed",
    reason: "refused",
    failed_step: "rendering",
    server_words: "the pages could not be set",
    has_pdf: false,
    updated_at: iso(30),
  }),
];
