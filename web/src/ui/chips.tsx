import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { cx } from "@/lib/cx";
import { CrossIcon } from "./icons";

const LEFT_MS = 150;

interface ChipsProps {
  label: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** What is offered while typing. */
  offered?: readonly string[];
  hint?: ReactNode;
  error?: string | undefined;
  /** The place of the value that is wrong. */
  wrong?: number | undefined;
  placeholder?: string;
  /** What is to be known about a value. */
  note?: (value: string) => ReactNode;
  inputMode?: "email" | "text";
  /** How several values stand in one text; a line each where a value may hold any character. */
  reading?: Reading;
}

export interface Reading {
  /** Whether what is typed is a whole value, without Enter. */
  ends: (text: string) => boolean;
  /** The values of a text. */
  parts: (text: string) => string[];
}

const LINES: Reading = { ends: (text) => text.includes("\n"), parts: (text) => text.split("\n") };

/** Several values of one kind: typed one by one, pasted all at once, taken out again. */
export function Chips({
  label,
  values,
  onChange,
  offered,
  hint,
  error,
  wrong,
  placeholder,
  note,
  inputMode = "text",
  reading = LINES,
}: ChipsProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const add = (text: string) => {
    const parts = reading.parts(text).map((part) => part.trim());
    const fresh = parts.filter((part, place) => part !== "" && !values.includes(part) && parts.indexOf(part) === place);
    if (fresh.length > 0) onChange([...values, ...fresh]);
    setTyped("");
  };
  const remove = (value: string) => {
    onChange(values.filter((other) => other !== value));
    input.current?.focus();
  };
  // What was typed and not ended counts once the field is left; not at once: a row more would push the button away that is
  // being pressed. Whoever sends the form by then sends it, too.
  const latest = useRef<() => void>(undefined);
  useEffect(() => {
    latest.current = () => {
      if (typed.trim() !== "") add(typed);
    };
  });
  useEffect(() => {
    const form = input.current?.form;
    const end = () => flushSync(() => latest.current?.());
    form?.addEventListener("submit", end, true);
    return () => form?.removeEventListener("submit", end, true);
  }, []);
  const below = error ?? hint;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {values.length > 0 && (
        <ul aria-label={label} className="flex flex-wrap gap-1.5">
          {values.map((value, place) => (
            <li
              key={value}
              className={cx(
                "inline-flex max-w-full items-center gap-1.5 rounded-full border py-0.5 pr-1 pl-2.5 text-sm",
                place === wrong ? "border-negative bg-negative-soft text-negative-ink" : "border-line bg-sunken",
              )}>
              <span className="min-w-0 break-all">{value}</span>
              {note?.(value)}
              <button
                type="button"
                aria-label={`Remove ${value}`}
                onClick={() => remove(value)}
                className="shrink-0 rounded-full p-1 text-ink-2 hover:bg-hover hover:text-ink pointer-coarse:p-2">
                <CrossIcon className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={input}
        id={id}
        value={typed}
        list={offered ? `${id}-offered` : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        inputMode={inputMode}
        placeholder={placeholder}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={below === undefined ? undefined : `${id}-below`}
        className="control w-full aria-invalid:border-negative"
        onChange={(event) => {
          const { value } = event.target;
          if (reading.ends(value) || offered?.includes(value)) add(value);
          else setTyped(value);
        }}
        onBlur={() => void setTimeout(() => latest.current?.(), LEFT_MS)}
        onPaste={(event) => {
          const text = event.clipboardData.getData("text").trim();
          const parts = reading.parts(text);
          // One value, as it is, goes where the cursor is.
          if (typed !== "" || (parts.length === 1 && parts[0] === text)) return;
          event.preventDefault();
          add(text);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && typed.trim() !== "") {
            event.preventDefault();
            add(typed);
          }
          const last = values.at(-1);
          if (event.key === "Backspace" && typed === "" && last !== undefined) remove(last);
        }}
      />
      {offered && (
        <datalist id={`${id}-offered`}>
          {offered
            .filter((value) => !values.includes(value))
            .map((value) => (
              <option key={value} value={value} />
            ))}
        </datalist>
      )}
      {below !== undefined && (
        <p id={`${id}-below`} className={cx("text-xs", error ? "text-negative-ink" : "text-ink-3")}>
          {below}
        </p>
      )}
    </div>
  );
}
