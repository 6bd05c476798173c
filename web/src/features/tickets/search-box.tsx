import { useEffect, useRef, useState } from "react";
import { useLimits } from "@/api/limits";
import { SearchIcon } from "@/ui/icons";
import { useShortcut } from "./keys";

interface SearchBoxProps {
  value: string;
  onSearch: (text: string) => void;
  label?: string;
  placeholder?: string;
}

const PAUSE_MS = 250;

/** Full-text search while typing; `/` leads here from anywhere on the page. */
export function SearchBox({
  value,
  onSearch,
  label = "Search tickets",
  placeholder = "Search in summaries, descriptions and comments",
}: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const longest = useLimits()?.search.max;
  const input = useRef<HTMLInputElement>(null);
  // The address changed without us, by the back button for instance.
  if (value !== known) {
    setKnown(value);
    if (value !== typed.trim()) setTyped(value);
  }
  useShortcut("/", () => {
    input.current?.focus();
    input.current?.select();
  });
  useEffect(() => {
    const text = typed.trim();
    if (text === value) return;
    const timer = setTimeout(() => onSearch(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);

  return (
    <form
      role="search"
      className="relative w-full"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed.trim());
      }}>
      <SearchIcon className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-3" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        maxLength={longest}
        className="control !h-10 w-full !rounded-[9px] !pr-10 !pl-9 !text-base"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <kbd
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-3 hidden -translate-y-1/2 rounded border border-line px-1.5 font-mono text-xs text-ink-3 sm:inline">
        /
      </kbd>
    </form>
  );
}
