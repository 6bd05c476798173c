import { Description, Field as HeadlessField, Input, Label } from "@headlessui/react";
import type { InputHTMLAttributes, ReactNode } from "react";
import { cx } from "@/lib/cx";

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "disabled" | "autoFocus"> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

/** A labelled text input with its hint or error announced along with it. */
export function Field({ label, hint, error, className, ...input }: FieldProps) {
  return (
    <HeadlessField className={cx("flex flex-col gap-1.5", className)}>
      <Label className="text-sm font-medium">{label}</Label>
      <Input invalid={error !== undefined} className="control w-full data-[invalid]:border-negative" {...input} />
      {(error ?? hint) !== undefined && (
        <Description className={cx("text-xs", error ? "text-negative-ink" : "text-ink-3")}>{error ?? hint}</Description>
      )}
    </HeadlessField>
  );
}
