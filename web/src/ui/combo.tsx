import { Combobox, ComboboxButton, ComboboxInput, ComboboxOption, ComboboxOptions } from "@headlessui/react";
import { useState } from "react";
import { cx } from "@/lib/cx";
import { CheckIcon, ChevronIcon } from "./icons";

interface ComboProps {
  label: string;
  value: string;
  options: readonly string[];
  onChange: (value: string) => void;
  /** How the empty choice reads; without it there is none. */
  empty?: string;
  className?: string;
  disabled?: boolean;
}

const SHOWN = 100;

/** One of many, found by typing a part of it. */
export function Combo({ label, value, options, onChange, empty, className, disabled = false }: ComboProps) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLowerCase().replaceAll(" ", "_");
  const fits = (option: string) => option.toLowerCase().replaceAll(" ", "_").includes(wanted);
  const found = wanted === "" ? options : options.filter(fits);
  return (
    <Combobox
      value={value}
      immediate
      disabled={disabled}
      onChange={(next) => onChange(next ?? "")}
      onClose={() => setTyped("")}>
      <div className={cx("relative", disabled && "opacity-50", className)}>
        <ComboboxInput
          aria-label={label}
          className="control w-full truncate pr-8"
          autoComplete="off"
          displayValue={(shown: string) => (shown === "" ? (empty ?? "") : shown)}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setTyped(event.target.value)}
        />
        <ComboboxButton className="absolute inset-y-0 right-0 px-2.5" aria-label={`Show choices: ${label}`}>
          <ChevronIcon className="size-3.5 text-ink-3" />
        </ComboboxButton>
      </div>
      <ComboboxOptions anchor={{ to: "bottom start", gap: 4 }} className="menu w-(--input-width) min-w-56">
        {empty !== undefined && wanted === "" && <Choice value="" text={empty} />}
        {found.slice(0, SHOWN).map((option) => (
          <Choice key={option} value={option} text={option} />
        ))}
        {found.length === 0 && <p className="px-2 py-1.5 text-sm text-ink-3">Nothing fits “{typed}”.</p>}
        {found.length > SHOWN && (
          <p className="px-2 py-1.5 text-xs text-ink-3">{found.length - SHOWN} more: type to narrow.</p>
        )}
      </ComboboxOptions>
    </Combobox>
  );
}

function Choice({ value, text }: { value: string; text: string }) {
  return (
    <ComboboxOption value={value} className="menu-item group">
      <CheckIcon className="invisible size-3.5 shrink-0 group-data-[selected]:visible" />
      <span className="truncate">{text}</span>
    </ComboboxOption>
  );
}
