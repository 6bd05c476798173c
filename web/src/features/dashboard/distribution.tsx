import type { ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import type { Distribution as Moods, Undated, Unread } from "@/api/types";
import type { TicketSearch } from "@/features/tickets/search";
import { cx } from "@/lib/cx";
import { count, moodName, share } from "@/lib/format";
import { FILL, MoodDot, MOODS } from "@/ui/mood";
import { Panel } from "@/ui/page";

interface DistributionProps {
  moods: Moods;
  unread: Unread;
  undated: Undated;
  search: TicketSearch;
  /** What is said of tickets beside the period. */
  outside: ReactNode;
}

/** How many tickets are in which mood: one bar, three numbers, all of them links. */
export function Distribution({ moods, unread, undated, search, outside }: DistributionProps) {
  const total = moods.negative + moods.neutral + moods.positive;
  return (
    <Panel title="Distribution" aside={<span className="num">{count(total)} scored</span>}>
      <div className="flex flex-col gap-4 px-4 pt-2 pb-5 sm:px-5">
        <div className="flex h-3 gap-0.5 overflow-hidden rounded-full bg-sunken">
          {MOODS.filter((mood) => moods[mood] > 0).map((mood) => (
            <Link
              key={mood}
              to="/tickets"
              search={{ ...search, sentiment: mood }}
              tabIndex={-1}
              aria-hidden="true"
              className={cx("h-full hover:opacity-80", FILL[mood])}
              style={{ width: `${(moods[mood] / total) * 100}%` }}
            />
          ))}
        </div>
        <ul className="flex flex-col">
          {MOODS.toReversed().map((mood) => (
            <li key={mood}>
              <Link
                to="/tickets"
                search={{ ...search, sentiment: mood }}
                className="-mx-2 flex items-center gap-2.5 rounded-md px-2 py-1.5 hover:bg-hover">
                <MoodDot mood={mood} />
                <span className="flex-1">{moodName[mood]}</span>
                <span className="num font-medium">{count(moods[mood])}</span>
                <span className="num w-14 text-right text-ink-3">{share(moods[mood], total)}</span>
              </Link>
            </li>
          ))}
        </ul>
        {unread.texts + unread.tickets > 0 && <NotRead unread={unread} search={search} />}
        {undated.tickets > 0 && <NotDated tickets={undated.tickets} source={search.source} />}
        {outside}
      </div>
    </Panel>
  );
}

/** What the neutral ones hold that nobody read. */
function NotRead({ unread, search }: { unread: Unread; search: TicketSearch }) {
  return (
    <p className="border-t border-line pt-3 text-xs text-ink-2">
      <span className="num">{count(unread.texts)}</span> {unread.texts === 1 ? "text was" : "texts were"} not read: in
      languages that are not read, or nothing but code and quotes. They count as neutral
      {unread.tickets > 0 && (
        <>
          , and so {unread.tickets === 1 ? "does" : "do"}{" "}
          <Link to="/tickets" search={{ ...search, read: "false" }} className="quiet-link text-accent underline">
            <span className="num">{count(unread.tickets)}</span> {unread.tickets === 1 ? "ticket" : "tickets"} without
            any other text
          </Link>
        </>
      )}
      .
    </p>
  );
}

/** What is in no period, and so in none of the numbers above. */
export function NotDated({ tickets, source }: { tickets: number; source: string | undefined }) {
  return (
    <p className="border-t border-line pt-3 text-xs text-ink-2">
      Besides,{" "}
      <Link to="/tickets" search={{ dated: "false", source }} className="quiet-link text-accent underline">
        <span className="num">{count(tickets)}</span> {tickets === 1 ? "ticket has" : "tickets have"} no creation date
      </Link>
      {tickets === 1 ? " and is" : " and are"} in no period.
    </p>
  );
}
