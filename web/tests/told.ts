import type { Webhook } from "../src/api/types";
import { iso } from "./answers";

/** Webhooks, and how their latest calls ended. */
export const webhooks: Webhook[] = [
  {
    id: "w1",
    url: "https://hooks.example.org/undertone/reports",
    created_at: iso(40),
    enabled: true,
    paused_at: null,
    deleted_at: null,
    last_status: "sent",
    last_answer: "answered 204",
  },
  {
    id: "w2",
    url: "http://10.0.4.17:8080/incoming/webhooks/of/a/rather/long/path/that/a/phone/has/no/room/for",
    created_at: iso(12),
    enabled: true,
    paused_at: null,
    deleted_at: null,
    last_status: "retrying",
    last_answer: "answered 503",
  },
  {
    id: "w3",
    url: "https://gone.example.com/hook",
    created_at: iso(90),
    enabled: true,
    paused_at: null,
    deleted_at: null,
    last_status: "failed",
    last_answer: "the name gone.example.com is not known",
  },
  {
    id: "w4",
    url: "https://new.example.com/hook",
    created_at: iso(0),
    enabled: true,
    paused_at: null,
    deleted_at: null,
    last_status: null,
    last_answer: null,
  },
];

/** One that can be brought back. */
export const deletedWebhooks: Webhook[] = [
  {
    id: "w8",
    url: "https://former.example.org/undertone/reports",
    created_at: iso(60),
    enabled: true,
    paused_at: null,
    deleted_at: iso(3),
    last_status: "sent",
    last_answer: "answered 204",
  },
];
