import type { Mapping } from "@/api/types";
import { keyCandidates, textCandidates, type Candidate } from "./candidates";
import { makesKeys, type Chosen } from "./fields";

interface MissingChoiceProps {
  mapping: Mapping;
  chosen: Chosen;
  onChoose: (field: string, column: number) => void;
}

const has = (chosen: Chosen, ...keys: string[]) => keys.some((key) => (chosen[key]?.length ?? 0) > 0);

/** Asks for what tickets cannot be read without, and offers the columns that look like it. */
export function MissingChoice({ mapping, chosen, onChoose }: MissingChoiceProps) {
  const lacksKey = !has(chosen, "ticket_id") && !makesKeys(mapping);
  const lacksText = !has(chosen, "summary", "description", "comments");
  if (!lacksKey && !lacksText) return null;
  return (
    <div className="flex flex-col gap-4 rounded-lg bg-caution-soft p-3 sm:p-4">
      {lacksKey && (
        <Offer
          question="Which column names each ticket?"
          candidates={keyCandidates(mapping)}
          onChoose={(column) => onChoose("ticket_id", column)}
        />
      )}
      {lacksText && (
        <Offer
          question="Which column says what a ticket is about?"
          candidates={textCandidates(mapping, chosen["ticket_id"] ?? [])}
          onChoose={(column) => onChoose("summary", column)}
        />
      )}
    </div>
  );
}

interface OfferProps {
  question: string;
  candidates: readonly Candidate[];
  onChoose: (column: number) => void;
}

function Offer({ question, candidates, onChoose }: OfferProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-medium text-caution-ink">{question}</legend>
      <div className="flex flex-wrap gap-2">
        {candidates.map(({ index, name, samples }) => (
          <button
            key={index}
            type="button"
            onClick={() => onChoose(index)}
            className="flex max-w-full min-w-0 flex-col rounded-lg border border-line-strong bg-surface px-3 py-2 text-left hover:bg-hover sm:max-w-64">
            <span className="max-w-full truncate text-sm font-medium">{name}</span>
            <span className="max-w-full truncate font-mono text-xs text-ink-3">{samples.join(", ")}</span>
          </button>
        ))}
      </div>
      <p className="mt-2 text-xs text-caution-ink">
        {candidates.length === 0 ? "No column looks like it: choose one below." : "Or choose another one below."}
      </p>
    </fieldset>
  );
}
