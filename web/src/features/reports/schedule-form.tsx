import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { asProblem } from "@/api/problem";
import type { CatchUp, Coverage, GivenSchedule, Recipient, Schedule } from "@/api/types";
import { clockIn, instantIn, zones } from "@/lib/dates";
import { useSettled } from "@/lib/debounce";
import { Button, LinkButton } from "@/ui/button";
import { Combo } from "@/ui/combo";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";
import { FormProblem } from "@/ui/states";
import { blanks, hasBlanks } from "./blanks";
import { faults, isHomeless, wrongRecipient } from "./faults";
import { FiltersEditor } from "./filters-editor";
import { Labelled } from "./labelled";
import { LayoutChoice } from "./layout-choice";
import { Preview } from "./preview";
import { nextRuns, SCHEDULES, templateList, TEMPLATES } from "./queries";
import { Recipients } from "./recipients";
import { RepeatEditor } from "./repeat-editor";
import { NextRuns } from "./rule-live";
import { TooOften } from "./too-often";
import { CATCH_UPS, COVERAGES, USUAL_COVERAGES } from "./words";

const COVERAGE_OPTIONS = (Object.keys(COVERAGES) as Coverage[]).map((value) => ({ value, label: COVERAGES[value] }));
const RUNS_MS = 350;
const PREVIEW_MS = 1000;

interface ScheduleFormProps {
  begun: GivenSchedule;
  known: readonly Recipient[];
  /** Whether nobody has chosen its period yet: it goes with how often the schedule is due. */
  isFresh?: boolean;
  /** How pressing the button reads. */
  action: string;
  save: (given: GivenSchedule) => Promise<Schedule>;
  onSaved: (saved: Schedule) => void;
  /** Loads the schedule anew, where somebody else changed it. */
  onReload?: () => void;
}

/** A schedule as it is written, with what would become of it beside. */
export function ScheduleForm({ begun, known, isFresh = false, action, save, onSaved, onReload }: ScheduleFormProps) {
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(begun);
  const [follows, setFollows] = useState(isFresh);
  const [tries, setTries] = useState(0);
  const [paused, setPaused] = useState(begun.paused_until ? clockIn(begun.timezone ?? "UTC", begun.paused_until) : "");
  const change = (changed: Partial<GivenSchedule>) => {
    setDraft((before) => ({ ...before, ...changed }));
    if (saving.isError) saving.reset();
  };
  const zone = draft.timezone ?? "UTC";
  const saving = useMutation({
    mutationFn: save,
    onSuccess: async (saved) => {
      // Templates say by how many schedules they are used.
      await Promise.all([SCHEDULES, TEMPLATES].map((queryKey) => queries.invalidateQueries({ queryKey })));
      onSaved(saved);
    },
  });
  // Whoever saves is led to what is wrong.
  useEffect(() => {
    if (tries === 0 || saving.isPending) return;
    const told = form.current?.querySelector('[role="alert"]')?.parentElement;
    const wrong =
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      told?.querySelector<HTMLElement>("input, button");
    wrong?.focus();
  }, [tries, saving.isPending]);

  const timing = useSettled({ zone, repeat: draft.repeat, period: draft.period }, RUNS_MS);
  const asked = nextRuns(timing.zone, timing.repeat, timing.period);
  const runs = useQuery(asked);
  const { data: templates } = useQuery(templateList);
  const layout = templates?.results.find(({ id }) => id === draft.template_id)?.layout ?? draft.layout;
  const imagined = useSettled({ timezone: zone, period: draft.period, filters: draft.filters, layout }, PREVIEW_MS);
  const blank = blanks(draft);
  const told = faults(saving.error, runs.error);
  const fault = (field: string) => (field === "name" && tries === 0 ? undefined : blank(field)) ?? told(field);
  const recipientAt = wrongRecipient(saving.error);
  const meanwhile = saving.error && asProblem(saving.error).code === "changed_meanwhile";

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <form
        ref={form}
        aria-label="Schedule"
        noValidate
        className="flex min-w-0 flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          setTries(tries + 1);
          if (!hasBlanks(draft)) saving.mutate({ ...draft, paused_until: instantIn(zone, paused) ?? null });
        }}>
        <Part title="When">
          <Field
            label="Name"
            maxLength={100}
            autoComplete="off"
            value={draft.name}
            error={fault("name")}
            hint="The subject of its mails begins with it."
            onChange={(event) => change({ name: event.target.value })}
          />
          <RepeatEditor
            repeat={draft.repeat}
            fault={fault}
            onChange={(repeat) =>
              change({ repeat, ...(follows && repeat.kind !== "cron" && { period: USUAL_COVERAGES[repeat.kind] }) })
            }
          />
          <TooOften repeat={draft.repeat} recipients={draft.recipients.length} />
          <Labelled
            label="Time zone"
            error={fault("timezone")}
            hint="The clock that counts; it knows summer and winter time.">
            <Combo
              label="Time zone"
              className="max-w-xs"
              value={zone}
              options={zones().includes(zone) ? zones() : [zone, ...zones()]}
              onChange={(next) => next && change({ timezone: next })}
            />
          </Labelled>
        </Part>
        <Part title="What">
          <Labelled label="Period" error={fault("period")} hint="Whole days, seen from the day a report is due.">
            <Select
              label="Period"
              className="w-full max-w-xs"
              value={draft.period}
              options={COVERAGE_OPTIONS}
              onChange={(period) => {
                setFollows(false);
                change({ period });
              }}
            />
          </Labelled>
          <div className="flex flex-col gap-3">
            <h3 className="text-sm font-medium">Which tickets</h3>
            <FiltersEditor filters={draft.filters} fault={fault} onChange={(filters) => change({ filters })} />
          </div>
          <LayoutChoice template_id={draft.template_id} layout={draft.layout} onChange={change} fault={fault} />
        </Part>
        <Part title="To whom">
          <Recipients
            values={draft.recipients}
            known={known}
            error={fault("recipients") ?? (recipientAt === undefined ? undefined : fault(`recipients[${recipientAt}]`))}
            wrong={recipientAt}
            onChange={(recipients) => change({ recipients })}
          />
        </Part>
        <Part title="If something comes in between">
          <CatchUpChoice value={draft.catch_up} onChange={(catch_up) => change({ catch_up })} />
          <Field
            label="Paused until"
            type="datetime-local"
            className="max-w-xs"
            value={paused}
            error={fault("paused_until")}
            hint={`By the clock of ${zone}. What is due before is skipped. Empty: not paused.`}
            onChange={(event) => setPaused(event.target.value)}
          />
        </Part>
        {isHomeless(saving.error) && <FormProblem error={saving.error} />}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" kind="primary" className="!h-10" busy={saving.isPending}>
            {action}
          </Button>
          <LinkButton to="/reports/schedules" className="!h-10">
            Cancel
          </LinkButton>
          {meanwhile && onReload && (
            <Button className="!h-10" onClick={onReload}>
              Load it again
            </Button>
          )}
        </div>
      </form>
      <div className="flex min-w-0 flex-col gap-5 lg:sticky lg:top-5">
        <NextRuns asked={asked} />
        <Preview imagined={imagined} />
      </div>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="panel flex min-w-0 flex-col gap-4 p-4 sm:p-5">
      <h2 className="text-base font-semibold tracking-tight">{title}</h2>
      {children}
    </section>
  );
}

function CatchUpChoice({ value, onChange }: { value: CatchUp; onChange: (value: CatchUp) => void }) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-sm font-medium">When reports were missed, as nothing ran when they were due</legend>
      {(Object.keys(CATCH_UPS) as CatchUp[]).map((choice) => (
        <label key={choice} className="flex items-start gap-2.5">
          <input
            type="radio"
            name="catch_up"
            className="mt-1 accent-(--accent)"
            checked={value === choice}
            onChange={() => onChange(choice)}
          />
          <span className="text-sm">
            {CATCH_UPS[choice].name}
            <span className="block text-xs text-ink-3">{CATCH_UPS[choice].note}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
