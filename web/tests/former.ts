import type { FormerComment } from "../src/api/types";
import { at, iso, NAMES } from "./answers";

/** What comments of the ticket said before. */
export const former: FormerComment[] = [
  {
    comment_number: 2,
    reason: "edited",
    text: "Any news? This is an outrage.",
    author_id: at(NAMES, 1),
    comment_timestamp: iso(1.4),
    removed_at: iso(0, 1),
    removed_by: "0195c",
    file_name: "jira-export.csv",
  },
  {
    comment_number: 6,
    reason: "deleted",
    text: "Please ignore, wrong ticket.",
    author_id: null,
    comment_timestamp: iso(1.2),
    removed_at: iso(0, 1),
    removed_by: "0195c",
    file_name: "jira-export.csv",
  },
];
