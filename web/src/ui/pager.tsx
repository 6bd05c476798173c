import { useLimits } from "@/api/limits";
import { count, countUpTo } from "@/lib/format";
import { Button } from "./button";

interface PagerProps {
  offset: number;
  limit: number;
  total: number;
  /** False where there are more than pages lead through. */
  isExact?: boolean;
  onMove: (offset: number) => void;
}

/** Which part of a list is shown, and the way to the others. */
export function Pager({ offset, limit, total, isExact = true, onMove }: PagerProps) {
  const most = useLimits()?.counted_hits;
  const last = Math.min(offset + limit, total);
  return (
    <nav
      aria-label="Pages"
      className="flex items-center justify-between gap-3 border-t border-line px-4 py-2.5 text-sm text-ink-2 sm:px-5">
      <span className="num">
        {total === 0 ? "0" : `${count(offset + 1)}–${count(last)}`} of {countUpTo(total, isExact, most)}
      </span>
      <span className="flex gap-2">
        <Button disabled={offset === 0} onClick={() => onMove(Math.max(0, offset - limit))}>
          Previous
        </Button>
        <Button disabled={last >= total} onClick={() => onMove(offset + limit)}>
          Next
        </Button>
      </span>
    </nav>
  );
}
