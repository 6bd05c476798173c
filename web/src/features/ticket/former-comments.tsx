import { Disclosure, DisclosureButton, DisclosurePanel } from "@headlessui/react";
import { Link } from "@tanstack/react-router";
import type { FormerComment, Ticket } from "@/api/types";
import { count, dateTime } from "@/lib/format";
import { ChevronIcon } from "@/ui/icons";

const REASONS: Record<FormerComment["reason"], string> = {
  edited: "Edited",
  moved: "Dated otherwise",
  deleted: "Removed",
};

/** What comments said before they were edited or removed: history, which counts nowhere. */
export function FormerComments({ ticket, zone }: { ticket: Ticket; zone: string }) {
  const { former_comments: comments, former_comments_total: total } = ticket;
  if (total === 0) return null;
  return (
    <Disclosure as="section" aria-label="Edited and removed comments" className="panel min-w-0">
      <h2>
        <DisclosureButton className="group flex min-h-12 w-full items-center gap-2 rounded-[inherit] px-4 py-3 text-left text-base font-semibold tracking-tight hover:bg-hover sm:px-5">
          <ChevronIcon className="size-4 shrink-0 -rotate-90 text-ink-3 transition-transform group-data-[open]:rotate-0" />
          Edited / removed comments <span className="num">({count(total)})</span>
        </DisclosureButton>
      </h2>
      <DisclosurePanel>
        <p className="px-4 pb-2 text-xs text-ink-3 sm:px-5">
          What they said before. They count in no figure and no mood.
          {comments.length < total && ` The last ${count(comments.length)} of ${count(total)}.`}
        </p>
        <ol className="divide-y divide-line border-t border-line">
          {comments.map((comment, index) => (
            <li key={index} className="flex flex-col gap-1 px-4 py-3 text-sm sm:px-5">
              <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                <span className="font-medium">
                  {comment.comment_number === null ? "Comment" : `Comment ${comment.comment_number}`}
                </span>
                {comment.author_id && <span className="text-ink-2">{comment.author_id}</span>}
                {comment.comment_timestamp && (
                  <time dateTime={comment.comment_timestamp} className="num text-xs text-ink-3">
                    {dateTime(comment.comment_timestamp, zone)}
                  </time>
                )}
              </p>
              <p className="max-w-[72ch] break-words whitespace-pre-wrap text-ink-2">{comment.text}</p>
              <p className="text-xs break-words text-ink-3">
                {REASONS[comment.reason]} <span className="num">{dateTime(comment.removed_at, zone)}</span> by{" "}
                <Link to="/jobs/$id" params={{ id: comment.removed_by }} className="quiet-link break-all">
                  {comment.file_name}
                </Link>
              </p>
            </li>
          ))}
        </ol>
      </DisclosurePanel>
    </Disclosure>
  );
}
