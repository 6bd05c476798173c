import { ago, dateTime } from "@/lib/format";

interface CreatedProps {
  at: string | null | undefined;
  zone: string;
  className?: string;
}

/** When a ticket was created, or that nothing tells it. */
export function Created({ at, zone, className }: CreatedProps) {
  if (!at)
    return (
      <span className={className} title="The export does not tell when it was created">
        unknown
      </span>
    );
  return (
    <time dateTime={at} title={dateTime(at, zone)} className={className}>
      {ago(at)}
    </time>
  );
}
