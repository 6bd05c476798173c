import { Link } from "@tanstack/react-router";
import type { Slice } from "@/api/types";
import type { TicketSearch } from "@/features/tickets/search";
import { count, share, signed } from "@/lib/format";
import { Panel } from "@/ui/page";

export interface Part extends Slice {
  /** Empty for tickets that do not say. */
  name: string;
  /** The tickets behind it. */
  search: TicketSearch;
}

interface BreakdownProps {
  title: string;
  parts: readonly Part[];
}

const SHOWN = 8;
/** So many the API tells at most: there may be more. */
const TOLD = 50;

/** How many of all parts are shown; nothing where all are. */
export function cut(parts: number): string {
  if (parts <= SHOWN) return "";
  return `${count(SHOWN)} of ${parts < TOLD ? "" : "at least "}${count(parts)} · `;
}

/** Tickets by one property: a bar in proportion, the negative part marked, the mean mood beside it. */
export function Breakdown({ title, parts }: BreakdownProps) {
  const most = Math.max(1, ...parts.map((part) => part.total));
  return (
    <Panel title={title} aside={<span className="num text-xs text-ink-3">{cut(parts.length)}tickets · mood</span>}>
      {parts.length === 0 ? (
        <p className="px-5 pt-1 pb-5 text-sm text-ink-3">The tickets of this period do not say.</p>
      ) : (
        <ul className="px-2 pt-1 pb-3 sm:px-3">
          {parts.slice(0, SHOWN).map((part) => (
            <Row key={part.name} part={part} most={most} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Row({ part, most }: { part: Part; most: number }) {
  const content = (
    <>
      <span className="col-span-3 truncate text-sm">{part.name || <span className="text-ink-3">Not said</span>}</span>
      <span aria-hidden="true" className="relative h-1.5 overflow-hidden rounded-full bg-sunken">
        <span
          className="absolute inset-y-0 left-0 rounded-full bg-neutral"
          style={{ width: `${(part.total / most) * 100}%` }}
        />
        <span
          className="absolute inset-y-0 left-0 rounded-full bg-negative"
          style={{ width: `${(part.negative / most) * 100}%` }}
        />
      </span>
      <span className="num w-12 text-right text-sm font-medium">{count(part.total)}</span>
      <span className="num w-12 text-right text-sm text-ink-2">{signed(part.compound)}</span>
    </>
  );
  const shape = "grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-3 gap-y-0.5 rounded-md px-2 py-1.5";
  const title = `${share(part.negative, part.total)} negative`;
  return (
    <li title={title}>
      <Link to="/tickets" search={part.search} className={`${shape} hover:bg-hover`}>
        {content}
      </Link>
    </li>
  );
}
