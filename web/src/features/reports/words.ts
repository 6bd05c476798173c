import type {
  CatchUp,
  Coverage,
  MonthDay,
  RecipientState,
  Repeat,
  ReportFilters,
  ReportLanguage,
  ReportPaper,
  ReportSection,
  Week,
  Weekday,
} from "@/api/types";
import { words } from "@/lib/format";

export const WEEKDAYS: readonly Weekday[] = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];
export const WEEKS: readonly Week[] = ["first", "second", "third", "fourth", "last"];

/** Every section by the words that stand above it, in the usual order. */
export const SECTIONS: Record<ReportSection, string> = {
  summary: "Summary",
  kpis: "At a glance",
  days: "Mood and volume by day",
  distribution: "Distribution",
  products: "Products",
  teams: "Teams",
  categories: "Kinds of issues",
  emotions: "Emotions",
  aspects: "Aspects judged",
  entities: "Mentioned most",
  trajectories: "Course of conversations",
  attention: "Tickets needing attention",
  method: "How to read it, and about the numbers",
};
export const USUAL = Object.keys(SECTIONS) as ReportSection[];

export const LANGUAGES: Record<ReportLanguage, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  pt: "Português",
};
export const PAPERS: Record<ReportPaper, string> = { a4: "A4", letter: "US Letter" };

export const COVERAGES: Record<Coverage, string> = {
  yesterday: "The day before",
  last_7_days: "The 7 days before",
  last_week: "The week before, Monday to Sunday",
  last_month: "The month before",
  last_quarter: "The quarter before",
  since_last_delivery: "Since the last report",
};

/** What reports usually cover that come so often. */
export const USUAL_COVERAGES: Record<Exclude<Repeat["kind"], "cron">, Coverage> = {
  daily: "yesterday",
  weekly: "last_week",
  monthly: "last_month",
};

export const CATCH_UPS: Record<CatchUp, { name: string; note: string }> = {
  latest: {
    name: "Send the latest one late",
    note: "If several were missed, only the newest goes out, marked as late.",
  },
  all: { name: "Send each of them late", note: "Every missed report goes out, the oldest first, marked as late." },
  none: { name: "Send none", note: "What was missed is noted in the history; the next report comes in its time." },
};

export const FILTER_NAMES: Record<keyof ReportFilters, string> = {
  product: "Product",
  team: "Team",
  customer: "Customer",
  project: "Project",
  priority: "Priority",
  category: "Kind of issue",
};
export const FILTERS = Object.keys(FILTER_NAMES) as (keyof ReportFilters)[];

/** The kinds of issues that tickets are told apart by. */
export const CATEGORIES: readonly string[] = [
  "performance",
  "bug",
  "usability",
  "feature_request",
  "billing",
  "security",
  "login",
  "data",
  "general",
];

/** Whether mail goes to a recipient, in a word and in a sentence. */
export const RECIPIENT_STATES: Record<RecipientState, { name: string; note: string; gets: boolean }> = {
  user: { name: "User", note: "A user of this workspace: gets the reports.", gets: true },
  confirmed: { name: "Confirmed", note: "Confirmed by mail: gets the reports.", gets: true },
  unconfirmed: {
    name: "Was asked by mail",
    note: "Was asked by mail whether it wants reports, and has not answered yet: gets none until then.",
    gets: false,
  },
  unsubscribed: { name: "Unsubscribed", note: "Unsubscribed by a link in a mail: gets none.", gets: false },
  bounced: { name: "Bounced", note: "Its mail server said for good that nobody is there: gets none.", gets: false },
  inactive: { name: "Inactive", note: "A user who is not let in any more: gets none.", gets: false },
};

const listed = (all: readonly string[]) => new Intl.ListFormat("en-GB").format(all);

function dayOfMonth(on: MonthDay): string {
  if (on.kind === "day") return on.day > 28 ? `day ${on.day} (or the last day)` : `day ${on.day}`;
  if (on.kind === "last_day") return "the last day";
  if (on.kind === "last_working_day") return "the last working day";
  return `the ${on.week} ${words(on.weekday)}`;
}

/** When a schedule is due, as people say it. */
export function rule(repeat: Repeat): string {
  if (repeat.kind === "cron") return `By the expression ${repeat.expression}`;
  const time = `at ${repeat.time}`;
  if (repeat.kind === "daily") return `Every day ${time}`;
  if (repeat.kind === "monthly") return `Every month on ${dayOfMonth(repeat.on)} ${time}`;
  const days = WEEKDAYS.filter((day) => repeat.days.includes(day));
  if (days.length === 7) return `Every day ${time}`;
  if (days.length === 5 && !days.includes("saturday") && !days.includes("sunday")) return `Every working day ${time}`;
  return `Every ${listed(days.map(words))} ${time}`;
}

/** Which tickets reports are about, in a line. */
export function filtered(filters: ReportFilters): string {
  const parts = FILTERS.flatMap((name) => {
    const values = filters[name] ?? [];
    return values.length === 0 ? [] : [`${FILTER_NAMES[name].toLowerCase()} ${values.join(" or ")}`];
  });
  return parts.length === 0 ? "All tickets" : `Tickets with ${listed(parts)}`;
}
