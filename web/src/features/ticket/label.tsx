import { useSearch } from "@tanstack/react-router";
import { useMutation, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import type { Mood, ScoredText, Ticket } from "@/api/types";
import { useMay } from "@/api/user";
import { label } from "@/features/corrections/queries";
import { dateTime, moodName } from "@/lib/format";
import { MOODS } from "@/ui/mood";
import { Select } from "@/ui/select";
import { toast, toastProblem } from "@/ui/toast";
import { ticket as ticketOf } from "./queries";

const OPTIONS = [
  { value: "scored", label: "As scored" },
  ...MOODS.map((mood) => ({ value: mood, label: moodName[mood] })),
] as const;

type Parts = InfiniteData<Ticket>;

/** What somebody says a text's sentiment is, and where an analyst says so. */
export function Label({ message, name, ticket }: { message: ScoredText; name: string; ticket: string }) {
  const queries = useQueryClient();
  const { source } = useSearch({ from: "/app/tickets/$id" });
  const { queryKey } = ticketOf(ticket, source);
  const { correction } = message;
  const saving = useMutation({
    mutationFn: (sentiment: Mood | undefined) => label(message.id, sentiment),
    // Shown at once; what the records hold follows.
    onMutate: async (sentiment) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<Parts>(queryKey);
      const correction =
        sentiment === undefined ? null : { sentiment, corrected_by: null, corrected_at: new Date().toISOString() };
      const corrected = (text: ScoredText) => (text.id === message.id ? { ...text, correction } : text);
      queries.setQueryData<Parts>(
        queryKey,
        (shown) =>
          shown && {
            ...shown,
            pages: shown.pages.map((part) => ({ ...part, comments: part.comments.map(corrected) })),
          },
      );
      return before;
    },
    onSuccess: (_, sentiment) =>
      toast(
        sentiment === undefined ? `${name} is as scored again.` : `${name} is ${moodName[sentiment].toLowerCase()}.`,
      ),
    onError: (error, _, before) => {
      queries.setQueryData(queryKey, before);
      toastProblem(error);
    },
    onSettled: () =>
      Promise.all([queries.invalidateQueries({ queryKey }), queries.invalidateQueries({ queryKey: ["corrections"] })]),
  });
  if (!useMay("labels:write")) {
    return (
      correction && (
        <span
          className="text-xs text-ink-2"
          title={`${correction.corrected_by ?? "Somebody"}, ${dateTime(correction.corrected_at)}`}>
          corrected to {correction.sentiment}
        </span>
      )
    );
  }
  return (
    <Select
      label={`Label of ${name}`}
      value={correction?.sentiment ?? "scored"}
      options={OPTIONS}
      disabled={saving.isPending}
      className="!h-7 w-32 !text-xs"
      onChange={(chosen) => {
        if (chosen !== (correction?.sentiment ?? "scored")) saving.mutate(chosen === "scored" ? undefined : chosen);
      }}
    />
  );
}
