import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useSeveralSources } from "@/features/tickets/queries";
import { api, save } from "@/api/client";
import type { ChangedText, Mood } from "@/api/types";
import { moodName, words } from "@/lib/format";
import { Button } from "@/ui/button";
import { DownloadIcon } from "@/ui/icons";
import { MOODS, MoodBadge } from "@/ui/mood";
import { Panel } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Select } from "@/ui/select";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { toastProblem } from "@/ui/toast";
import { changes, PAGE_SIZE } from "./queries";

const OPTIONS: readonly { value: Mood | ""; label: string }[] = [
  { value: "", label: "Any" },
  ...MOODS.map((mood) => ({ value: mood, label: moodName[mood] })),
];

/** The texts that have another label now. */
export function Changes({ id }: { id: string }) {
  const search = useSearch({ from: "/app/scoring" });
  const navigate = useNavigate({ from: "/scoring" });
  const list = useQuery(changes(id, search));
  const exporting = useMutation({
    mutationFn: () => {
      const params = { path: { id }, query: { from: search.from, to: search.to } };
      return save(api.GET("/api/rescoring/{id}/changes.csv", { params, parseAs: "blob" }), `rescored-${id}.csv`);
    },
    onError: toastProblem,
  });
  const choose = (change: { from?: Mood | undefined; to?: Mood | undefined }) =>
    void navigate({ search: { from: search.from, to: search.to, ...change } });
  return (
    <div id="changes" className="scroll-mt-16">
      <Panel
        title="Texts with another label"
        aside={
          <span className="flex flex-wrap gap-2">
            <Select
              label="Label before"
              prefix="Before"
              className="w-36"
              value={search.from ?? ""}
              options={OPTIONS}
              onChange={(from) => choose({ from: from === "" ? undefined : from })}
            />
            <Select
              label="Label now"
              prefix="Now"
              className="w-36"
              value={search.to ?? ""}
              options={OPTIONS}
              onChange={(to) => choose({ to: to === "" ? undefined : to })}
            />
            <Button busy={exporting.isPending} disabled={!list.data?.total} onClick={() => exporting.mutate()}>
              <DownloadIcon />
              CSV
            </Button>
          </span>
        }>
        {list.error && !list.data ? (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        ) : !list.data ? (
          <SkeletonRows rows={5} />
        ) : (
          <>
            {list.data.total === 0 ? (
              <Empty title="No text has another label">
                {search.from || search.to
                  ? "None between these labels."
                  : "The scorer says of every text what was said before."}
              </Empty>
            ) : (
              <ul>
                {list.data.results.map((text) => (
                  <Row key={text.id} text={text} />
                ))}
              </ul>
            )}
            <Pager
              offset={search.offset ?? 0}
              limit={PAGE_SIZE}
              total={list.data.total}
              onMove={(next) =>
                void navigate({ search: (before) => ({ ...before, offset: next === 0 ? undefined : next }) })
              }
            />
          </>
        )}
      </Panel>
    </div>
  );
}

function Row({ text }: { text: ChangedText }) {
  const sources = useSeveralSources();
  return (
    <li className="flex flex-col gap-1.5 border-t border-line px-4 py-3 sm:px-5">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Link
          to="/tickets/$id"
          params={{ id: text.ticket_id }}
          search={sources ? { source: text.source } : {}}
          className="quiet-link font-mono text-xs">
          {text.ticket_id}
        </Link>
        <span className="text-ink-3">
          {words(text.field_type)}
          {text.comment_number !== null && ` ${text.comment_number}`}
        </span>
        <span className="flex items-center gap-1.5">
          <MoodBadge mood={text.from} compound={text.from_compound} />
          <span aria-hidden="true" className="text-ink-3">
            →
          </span>
          <span className="sr-only">now</span>
          <MoodBadge mood={text.to} compound={text.to_compound} />
        </span>
      </span>
      <p className="line-clamp-2 max-w-[90ch] text-sm break-words text-ink-2">{text.text}</p>
    </li>
  );
}
