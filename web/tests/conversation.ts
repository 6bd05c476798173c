import type { Correction, Side, Ticket, TicketSignals } from "../src/api/types";
import { at, iso, moodOf, NAMES, row } from "./answers";
import { former } from "./former";

/** A ticket, its texts and what people said of them. */

export const TEXTS: [string, number | null, string, number][] = [
  ["summary", null, "Payment page times out after the 4.2.1 update", -0.34],
  [
    "description",
    null,
    "Since version 4.2.1 went live, the payment page shows “502 Bad Gateway” for about every third customer. This is a disaster: we are losing orders worth CHF 1,200 an hour.\n\nSteps: open the cart, choose invoice, press Pay.",
    -0.86,
  ],
  ["comment", 1, "We are very sorry. We can reproduce it in Safari and are looking into it.", -0.21],
  ["comment", 2, "Any news? This is getting really frustrating for everybody here.", -0.62],
  ["comment", 3, "A fix is rolled out as 4.2.2. Could you check?", 0.0],
  ["comment", 4, "Die Anwendung stürzt nach dem letzten Update leider ständig ab.", 0],
  ["comment", 5, "It works again, great job! Thanks a lot for staying late.", 0.89],
];

const SIDES: readonly Side[] = ["customer", "customer", "staff", "customer", "staff", "unknown", "machine"];

export const ticket: Ticket = {
  ...row(0),
  final_sentiment: "positive",
  compound: 0.31,
  trend: "improving",
  status: "improving",
  total_comments: 5,
  description: TEXTS[1]?.[2] ?? "",
  issue_type: "Incident",
  project: "SUP",
  organization: "Acme AG",
  reporter: "Nadia Keller",
  labels: ["payments", "outage"],
  parent_ticket_id: null,
  created_from: "column",
  as_of: iso(0, 1),
  scoring_version: "1",
  job_id: "0195c",
  resolved_at: iso(0, 1),
  team: "Payments",
  channel: "email",
  customer: "Acme AG",
  satisfaction: "5",
  due_at: iso(0),
  first_response_at: null,
  time_spent_minutes: 95,
  reopenings: 1,
  category: "performance",
  categories: ["performance", "billing"],
  emotion: "frustrated",
  emotions: [{ emotion: "frustrated", strength: 0.8 }],
  aspects: [],
  trajectory_type: "disgruntled_to_satisfied",
  improvement_score: 0.7,
  volatility_score: 0.4,
  turning_points: 1,
  language: "en",
  opening_sentiment: "negative",
  opening_compound: -0.6,
  answered_sentiment: "positive",
  answered_compound: 0.4,
  minutes_to_first_response: 90,
  minutes_to_resolution: 4570,
  customer_turns: 3,
  staff_turns: 2,
  texts_total: TEXTS.length,
  former_comments_total: former.length,
  former_comments: former,
  entities_are_all: true,
  comments: TEXTS.map(([field_type, comment_number, text, compound], index) => ({
    id: index + 1,
    field_type,
    comment_number,
    text,
    compound,
    sentiment: moodOf(compound),
    reading: index === 5 ? "unknown_language" : "read",
    correction:
      index === 4 ? { sentiment: "positive", corrected_by: "ada@example.org", corrected_at: iso(0, 1) } : null,
    confidence: index === 5 ? 0 : 0.7 + index * 0.04,
    comment_timestamp: comment_number === null ? null : iso(2 - index * 0.3),
    side: SIDES[index] ?? "unknown",
    language: index === 5 ? "de" : "en",
    urgency: 0.2,
    intensity: 0.3,
    author_id: comment_number === null ? null : at(NAMES, index),
  })),
  entities: [
    {
      text: "4.2.1",
      label: "VERSION",
      field_type: "summary",
      start_pos: 33,
      end_pos: 38,
      comment_number: null,
      confidence: 0.9,
    },
    {
      text: "4.2.1",
      label: "VERSION",
      field_type: "description",
      start_pos: 14,
      end_pos: 19,
      comment_number: null,
      confidence: 0.9,
    },
    {
      text: "CHF 1,200",
      label: "MONEY",
      field_type: "description",
      start_pos: 0,
      end_pos: 9,
      comment_number: null,
      confidence: 0.9,
    },
    {
      text: "Safari",
      label: "PRODUCT",
      field_type: "comment",
      start_pos: 43,
      end_pos: 49,
      comment_number: 1,
      confidence: 0.9,
    },
  ],
  history: [
    {
      job_id: "0194a",
      as_of: iso(7),
      status: "In Progress",
      priority: "High",
      assignee: "",
      final_sentiment: "negative",
    },
    {
      job_id: "0195c",
      as_of: iso(0, 3),
      status: "Resolved",
      priority: "High",
      assignee: "Mara Lindqvist",
      final_sentiment: "positive",
    },
  ],
};

export const signals: TicketSignals = {
  urgency: 0.72,
  emotions: [
    { emotion: "frustrated", strength: 0.8 },
    { emotion: "grateful", strength: 0.7 },
  ],
  categories: ["performance", "billing"],
  aspects: [
    { aspect: "product_quality", mentions: 3, sentiment: "negative", compound: -0.64 },
    { aspect: "customer_service", mentions: 1, sentiment: "positive", compound: 0.81 },
  ],
  trajectory: {
    type: "disgruntled_to_satisfied",
    improvement_score: 0.62,
    volatility_score: 0.4,
    // Side by side, so that a finger must tell them apart.
    turning_points: [
      { text_id: 4, change: -0.62 },
      { text_id: 5, change: 0.62 },
      { text_id: 7, change: 0.89 },
    ],
  },
  texts_total: TEXTS.length,
  texts: [
    { id: 2, words: [{ start_pos: 114, end_pos: 122, weight: -3 }], urgency: 0.72, intensity: 0.5, emotions: [] },
    {
      id: 4,
      words: [{ start_pos: 26, end_pos: 44, weight: -2.4 }],
      urgency: 0,
      intensity: 0.65,
      emotions: [{ emotion: "frustrated", strength: 0.8 }],
    },
    {
      id: 7,
      words: [
        { start_pos: 16, end_pos: 25, weight: 2.9 },
        { start_pos: 27, end_pos: 39, weight: 2 },
      ],
      urgency: 0,
      intensity: 0.55,
      emotions: [{ emotion: "grateful", strength: 0.7 }],
    },
  ],
  scoring_version: "1",
};

/** The ticket's row in two exports. */
export const ticketRows = (offset: number) => {
  const { file_name, job_id, row_number } = at(
    [
      { file_name: "jira-support-2026-11.csv", job_id: "j3", row_number: 4821 },
      { file_name: "jira-support-2026-10.csv", job_id: "j1", row_number: 4102 },
    ],
    offset,
  );
  const cells = [
    { column: "Issue key", values: ["SUP-4821"] },
    { column: "Summary", values: [TEXTS[0]?.[2] ?? ""] },
    { column: "Custom field (Region)", values: ["Zürich West"] },
    { column: "Custom field (Root cause)", values: ["a-rather-long-word-".repeat(12)] },
    { column: "Comment", values: ["", "Any news?\n\nThis is getting really frustrating.", "It works again"] },
    ...Array.from({ length: 60 }, (_, index) => ({ column: `Custom field (${index})`, values: [String(index * 7)] })),
  ];
  return {
    total: 2,
    offset,
    limit: 1,
    results: [{ job_id, file_name, submitted_at: iso(offset * 30), row_number, cells }],
  };
};

export const corrections = {
  total: 2,
  offset: 0,
  limit: 20,
  results: [3, 4].map((index): Correction => {
    const [field_type, , text, compound] = at(TEXTS, index);
    return {
      id: index,
      ticket_id: "SUP-4821",
      source: "jira",
      field_type,
      text,
      scored_sentiment: moodOf(compound),
      scored_compound: compound,
      scoring_version: "undertone-1",
      sentiment: index === 4 ? "positive" : "neutral",
      corrected_by: index === 4 ? "ada@example.org" : null,
      corrected_at: iso(0, index),
    };
  }),
};
