import type { ReactNode } from "react";
import { asProblem } from "@/api/problem";
import { useMay } from "@/api/user";
import { cx } from "@/lib/cx";
import { Button, LinkButton } from "./button";
import { AlertIcon } from "./icons";

/** Holds the place of what is being loaded. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cx("animate-pulse rounded-md bg-sunken", className)} />;
}

/** Several lines of a list that is being loaded. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-3 p-4">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className={cx("h-5", row % 3 === 2 ? "w-2/3" : "w-full")} />
      ))}
    </div>
  );
}

interface FailureProps {
  error: unknown;
  onRetry?: () => void;
  title?: string;
  /** What mends it, before another attempt. */
  action?: ReactNode;
}

/** What failed, what can be done, and a way to try again. */
export function Failure({ error, onRetry, title = "This could not be loaded", action }: FailureProps) {
  const problem = asProblem(error);
  const mends = useMay("lake:rebuild") && problem.code === "lake_damaged";
  return (
    <div role="alert" className="panel flex flex-col items-start gap-3 p-5 sm:flex-row">
      <AlertIcon className="mt-0.5 size-5 shrink-0 text-negative-ink" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        <p className="text-sm break-words text-ink-2">{problem.message}</p>
        {problem.remedy && <p className="mt-1 text-sm text-ink-2">{problem.remedy}</p>}
        {problem.request && <p className="mt-1 font-mono text-xs break-all text-ink-3">{problem.request}</p>}
      </div>
      {mends && (
        <LinkButton to="/stores" kind="primary">
          Stores
        </LinkButton>
      )}
      {action}
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}

interface EmptyProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  picture?: ReactNode;
  /** Where it is the page's own heading. */
  heading?: boolean;
}

/** Nothing here yet: says why and what to do next. */
export function Empty({ title, children, action, picture, heading = false }: EmptyProps) {
  const Title = heading ? "h1" : "p";
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-14 text-center">
      {picture}
      <Title className="text-lg font-medium">{title}</Title>
      {children && <div className="max-w-md text-ink-2">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

/** A failure beside the form that caused it. */
export function FormProblem({ error }: { error: unknown }) {
  if (!error) return null;
  const problem = asProblem(error);
  return (
    <p role="alert" className="rounded-lg bg-negative-soft px-3 py-2 text-sm text-negative-ink">
      {problem.message}
      {problem.retryAfter !== undefined && ` Try again in ${problem.retryAfter} seconds.`}
      {problem.remedy && <span className="block">{problem.remedy}</span>}
    </p>
  );
}
