import type { Ticket } from "@/api/types";
import { count } from "@/lib/format";
import { Button } from "@/ui/button";
import { Failure } from "@/ui/states";

interface Shown {
  ticket: Ticket;
  busy: boolean;
  /** Why the part behind could not be had. */
  error: Error | null;
  onMore: () => void;
}

/** Says how much of a long conversation is here, and gets the part behind. */
export function More({ ticket, busy, error, onMore }: Shown) {
  if (error) return <Failure error={error} onRetry={onMore} />;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-2.5 text-sm text-ink-2 sm:px-5">
      <span className="num">
        The first {count(ticket.comments.length)} of {count(ticket.texts_total)} messages
      </span>
      <Button busy={busy} onClick={onMore}>
        Show more
      </Button>
    </div>
  );
}
