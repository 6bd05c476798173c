import type { ChangedText, LabelComparison, Mood, RescoringComparison, ScoringStatus } from "../src/api/types";
import { moodOf } from "./answers";
import { TEXTS } from "./conversation";
import { job } from "./uploaded";

/** Answers about a rescoring. */

const MOODS: Mood[] = ["negative", "neutral", "positive"];

function labels(total: number, cells: number[]): LabelComparison {
  const moves = MOODS.flatMap((from, row) =>
    MOODS.map((to, column) => ({ from, to, count: cells[row * 3 + column] ?? 0 })),
  );
  const sum = (of: typeof moves) => of.reduce((all, move) => all + move.count, 0);
  const counts = (side: "from" | "to") => {
    const [negative, neutral, positive] = MOODS.map((mood) => sum(moves.filter((move) => move[side] === mood)));
    return { negative: negative ?? 0, neutral: neutral ?? 0, positive: positive ?? 0 };
  };
  return {
    total,
    changed: sum(moves.filter((move) => move.from !== move.to)),
    moves,
    before: counts("from"),
    after: counts("to"),
    mean_change: 0.018,
  };
}

export const comparison: RescoringComparison = {
  scoring_version: "undertone-2",
  before: [{ scoring_version: "undertone-1", texts: 61_240 }],
  texts: labels(61_240, [14_210, 812, 36, 420, 27_300, 1_904, 12, 640, 15_906]),
  tickets: labels(9_960, [3_100, 140, 4, 61, 3_400, 212, 0, 90, 2_953]),
};

export const rescoring = job("r1", {
  kind: "rescoring",
  source: "",
  file_name: "",
  file_size: 0,
  total_columns: 0,
  row_errors: 0,
  encoding: null,
  total_rows: 9_960,
  records_processed: 9_960,
});

export const scoring: ScoringStatus = {
  scoring_version: "undertone-2",
  texts: 61_480,
  outdated: 0,
  versions: [{ scoring_version: "undertone-2", texts: 61_480 }],
  running: null,
  last: rescoring,
  compared: "r1",
};

export const aged: ScoringStatus = {
  ...scoring,
  outdated: 61_240,
  versions: [
    { scoring_version: "undertone-1", texts: 61_240 },
    { scoring_version: "undertone-2", texts: 240 },
  ],
  last: null,
  compared: null,
};

export const rescoringNow = {
  ...rescoring,
  job_id: "r2",
  status: "running" as const,
  phase: "score" as const,
  progress: 0.42,
  records_processed: 3_700,
  completed_at: null,
  duration: null,
};

export const changes = {
  total: 3824,
  results: TEXTS.slice(2).map(([field_type, comment_number, text, compound], index): ChangedText => ({
    id: index,
    ticket_id: `SUP-${4821 - index}`,
    source: "jira",
    field_type,
    comment_number,
    text,
    from: "neutral",
    from_compound: 0.02,
    from_version: "undertone-1",
    to: moodOf(compound),
    to_compound: compound,
  })),
};
