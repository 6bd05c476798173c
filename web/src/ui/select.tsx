import type { KeyboardEvent } from "react";

import { Listbox, ListboxButton, ListboxOption, ListboxOptions } from "@headlessui/react";
import { cx } from "@/lib/cx";
import { CheckIcon, ChevronIcon } from "./icons";

export interface Option<T extends string> {
  value: T;
  label: string;
}

interface SelectProps<T extends string> {
  /** Names the control for those who cannot see where it stands. */
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  /** Shown before the value, inside the button. */
  prefix?: string;
  className?: string;
  disabled?: boolean;
}

/** One of a few. For hundreds of choices take `Combo`. */
export function Select<T extends string>({
  label,
  value,
  options,
  onChange,
  prefix,
  className,
  disabled = false,
}: SelectProps<T>) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Listbox value={value} onChange={onChange} disabled={disabled}>
      <ListboxButton
        aria-label={`${label}: ${chosen?.label ?? value}`}
        onKeyDown={opensByEnter}
        className={cx("control inline-flex items-center gap-1.5 text-left disabled:opacity-50", className)}>
        {prefix && <span className="text-ink-3">{prefix}</span>}
        <span className="min-w-0 flex-1 truncate">{chosen?.label ?? value}</span>
        <ChevronIcon className="size-3.5 shrink-0 text-ink-3" />
      </ListboxButton>
      <ListboxOptions anchor={{ to: "bottom start", gap: 4 }} className="menu">
        {options.map((option) => (
          <ListboxOption key={option.value} value={option.value} className="menu-item group">
            <CheckIcon className="invisible size-3.5 shrink-0 group-data-[selected]:visible" />
            <span className="truncate">{option.label}</span>
          </ListboxOption>
        ))}
      </ListboxOptions>
    </Listbox>
  );
}

/** Enter opens the list as the arrow does; by itself it would send the form around it. */
function opensByEnter(event: KeyboardEvent<HTMLButtonElement>) {
  if (event.key === "Enter" && event.currentTarget.getAttribute("aria-expanded") !== "true") {
    event.preventDefault();
    const button = event.currentTarget;
    const arrow = () => button.dispatchEvent(new window.KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
    window.setTimeout(arrow);
  }
}
