import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, Ref } from "react";
import { cx } from "@/lib/cx";

export type Look = "primary" | "plain" | "ghost" | "danger";

const LOOKS: Record<Look, string> = {
  primary: "bg-ink text-on-ink border-transparent hover:opacity-85",
  plain: "bg-surface text-ink border-line-strong hover:bg-hover",
  ghost: "bg-transparent text-ink-2 border-transparent hover:bg-hover hover:text-ink",
  danger: "bg-surface text-negative-ink border-line-strong hover:bg-negative-soft",
};

function look(kind: Look, className?: string): string {
  return cx(
    "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-[7px] border px-3 text-sm font-medium whitespace-nowrap no-underline select-none transition-[background-color,opacity] pointer-coarse:h-10 pointer-coarse:px-4 disabled:opacity-50",
    LOOKS[kind],
    className,
  );
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: Look;
  /** Shows that it works and takes no second press. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  kind = "plain",
  busy = false,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={look(kind, className)}
      disabled={busy || disabled}
      aria-busy={busy || undefined}
      {...rest}>
      {busy && <Spinner />}
      {children}
    </button>
  );
}

interface AnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  kind?: Look;
}

function Anchor({ kind = "plain", className, children, ...rest }: AnchorProps) {
  return (
    <a className={look(kind, className)} {...rest}>
      {children}
    </a>
  );
}

/** A link of the router that looks like a button. */
export const LinkButton = createLink(Anchor);

export function Spinner({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cx("size-3.5 animate-spin rounded-full border-[1.5px] border-current border-t-transparent", className)}
    />
  );
}
