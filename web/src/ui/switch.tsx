import { Switch as HeadlessSwitch } from "@headlessui/react";

interface SwitchProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  busy?: boolean;
}

/** On or off, at once. */
export function Switch({ label, on, onChange, busy = false }: SwitchProps) {
  return (
    <HeadlessSwitch
      aria-label={label}
      checked={on}
      disabled={busy}
      onChange={onChange}
      className="group inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-transparent bg-ink-3 p-0.5 transition-colors data-[checked]:bg-accent disabled:opacity-50">
      <span
        aria-hidden="true"
        className="size-3.5 rounded-full bg-surface transition-transform group-data-[checked]:translate-x-4"
      />
    </HeadlessSwitch>
  );
}
