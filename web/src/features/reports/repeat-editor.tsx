import { useState } from "react";
import type { MonthDay, Repeat, Week, Weekday } from "@/api/types";
import { cx } from "@/lib/cx";
import { words } from "@/lib/format";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";
import type { FaultOf } from "./faults";
import { Labelled } from "./labelled";
import { WEEKDAYS, WEEKS } from "./words";

type Kind = Repeat["kind"];

const KINDS: { value: Kind; label: string }[] = [
  { value: "daily", label: "Every day" },
  { value: "weekly", label: "Every week" },
  { value: "monthly", label: "Every month" },
  { value: "cron", label: "By a cron expression" },
];
const MONTH_DAYS: { value: MonthDay["kind"]; label: string }[] = [
  { value: "day", label: "On a day by its number" },
  { value: "last_day", label: "On the last day" },
  { value: "last_working_day", label: "On the last working day" },
  { value: "weekday", label: "On a weekday" },
];
const WEEK_OPTIONS = WEEKS.map((value) => ({ value, label: words(value) }));
const WEEKDAY_OPTIONS = WEEKDAYS.map((value) => ({ value, label: words(value) }));

interface RepeatEditorProps {
  repeat: Repeat;
  onChange: (repeat: Repeat) => void;
  fault: FaultOf;
}

/** How often a schedule is due, and at what time of its zone. */
export function RepeatEditor({ repeat, onChange, fault }: RepeatEditorProps) {
  // What was chosen for another kind is there again when one comes back to it.
  const [left, setLeft] = useState<Partial<Record<Kind, Repeat>>>({});
  const time = repeat.kind === "cron" ? "08:00" : repeat.time;
  const choose = (kind: Kind) => {
    setLeft({ ...left, [repeat.kind]: repeat });
    const fresh: Record<Kind, Repeat> = {
      daily: { kind: "daily", time },
      weekly: { kind: "weekly", days: ["monday"], time },
      monthly: { kind: "monthly", on: { kind: "day", day: 1 }, time },
      cron: { kind: "cron", expression: "0 8 * * MON-FRI" },
    };
    const before = left[kind];
    onChange(before ? (before.kind === "cron" ? before : { ...before, time }) : fresh[kind]);
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-4">
        <Labelled label="Repeat">
          <Select label="Repeat" className="w-52" value={repeat.kind} options={KINDS} onChange={choose} />
        </Labelled>
        {repeat.kind !== "cron" && (
          <Field
            label="Time"
            type="time"
            className="w-32"
            value={repeat.time}
            error={fault("repeat.time")}
            onChange={(event) => onChange({ ...repeat, time: event.target.value })}
          />
        )}
      </div>
      {repeat.kind === "weekly" && (
        <Days days={repeat.days} error={fault("repeat.days")} onChange={(days) => onChange({ ...repeat, days })} />
      )}
      {repeat.kind === "monthly" && (
        <DayOfMonth on={repeat.on} error={fault("repeat.day")} onChange={(on) => onChange({ ...repeat, on })} />
      )}
      {repeat.kind === "cron" && (
        <Field
          label="Cron expression"
          className="[&_input]:font-mono"
          spellCheck={false}
          autoComplete="off"
          value={repeat.expression}
          error={fault("repeat.expression")}
          hint="Minute, hour, day of the month, month, day of the week: “0 8 * * MON-FRI”. Also L (last day), LW (last working day), FRI#2 (second Friday), FRIL (last Friday)."
          onChange={(event) => onChange({ kind: "cron", expression: event.target.value })}
        />
      )}
    </div>
  );
}

interface DaysProps {
  days: readonly Weekday[];
  error: string | undefined;
  onChange: (days: Weekday[]) => void;
}

function Days({ days, error, onChange }: DaysProps) {
  return (
    <Labelled label="On" error={error}>
      <div role="group" aria-label="Days of the week" className="flex flex-wrap gap-1.5">
        {WEEKDAYS.map((day) => {
          const on = days.includes(day);
          return (
            <button
              key={day}
              type="button"
              aria-label={words(day)}
              aria-pressed={on}
              onClick={() => onChange(WEEKDAYS.filter((other) => (other === day ? !on : days.includes(other))))}
              className={cx(
                "h-8 rounded-full border px-3 text-sm pointer-coarse:h-10",
                on
                  ? "border-accent bg-accent-soft font-medium text-accent-strong"
                  : "border-line-strong text-ink-2 hover:bg-hover",
              )}>
              {words(day).slice(0, 3)}
            </button>
          );
        })}
      </div>
    </Labelled>
  );
}

interface DayOfMonthProps {
  on: MonthDay;
  error: string | undefined;
  onChange: (on: MonthDay) => void;
}

function DayOfMonth({ on, error, onChange }: DayOfMonthProps) {
  const choose = (kind: MonthDay["kind"]) => {
    if (kind === "day") onChange({ kind, day: 1 });
    else if (kind === "weekday") onChange({ kind, week: "first", weekday: "monday" });
    else onChange({ kind });
  };
  return (
    <div className="flex flex-wrap items-start gap-4">
      <Labelled label="On">
        <Select label="Day of the month" className="w-56" value={on.kind} options={MONTH_DAYS} onChange={choose} />
      </Labelled>
      {on.kind === "day" && (
        <Field
          label="Day"
          type="number"
          inputMode="numeric"
          min={1}
          max={31}
          className="w-52"
          value={on.day || ""}
          error={error}
          hint={on.day > 28 ? "A month that is shorter takes its last day." : undefined}
          // The server reads a number of one byte: what is longer is no day anyhow.
          onChange={(event) =>
            onChange({ kind: "day", day: Math.min(99, Math.trunc(Math.abs(Number(event.target.value)))) })
          }
        />
      )}
      {on.kind === "weekday" && (
        <>
          <Labelled label="Which">
            <Select<Week>
              label="Which of the month"
              className="w-28"
              value={on.week}
              options={WEEK_OPTIONS}
              onChange={(week) => onChange({ ...on, week })}
            />
          </Labelled>
          <Labelled label="Weekday">
            <Select<Weekday>
              label="Weekday"
              className="w-36"
              value={on.weekday}
              options={WEEKDAY_OPTIONS}
              onChange={(weekday) => onChange({ ...on, weekday })}
            />
          </Labelled>
        </>
      )}
    </div>
  );
}
