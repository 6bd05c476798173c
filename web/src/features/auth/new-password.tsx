import type { ComponentProps } from "react";
import { useLimits } from "@/api/limits";
import { Field } from "@/ui/field";

/**
 * Where a new password is typed, with how long it has to be. One that is too long is not cut short while it is typed:
 * nobody would know what was kept of it.
 */
export function NewPassword({
  hint,
  ...field
}: Omit<ComponentProps<typeof Field>, "type" | "hint"> & { hint?: string }) {
  const least = useLimits()?.password.min;
  const hints = [least !== undefined && `At least ${least} characters.`, hint].filter(Boolean).join(" ");
  return (
    <Field
      type="password"
      required
      autoComplete="new-password"
      minLength={least}
      hint={hints === "" ? undefined : hints}
      {...field}
    />
  );
}
