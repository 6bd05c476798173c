import type { ReactNode } from "react";

interface LabelledProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
  className?: string;
}

/** A caption above a control that carries its own name, and what is wrong with it below. */
export function Labelled({ label, hint, error, children, className }: LabelledProps) {
  return (
    <div className={`flex min-w-0 flex-col gap-1.5 ${className ?? ""}`}>
      <span className="text-sm font-medium">{label}</span>
      {children}
      {error !== undefined ? (
        <p role="alert" className="text-xs text-negative-ink">
          {error}
        </p>
      ) : (
        hint && <p className="text-xs text-ink-3">{hint}</p>
      )}
    </div>
  );
}
