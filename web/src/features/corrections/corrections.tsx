import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useSeveralSources } from "@/features/tickets/queries";
import { api, save } from "@/api/client";
import type { Correction } from "@/api/types";
import { ago, dateTime, words } from "@/lib/format";
import { Button, LinkButton } from "@/ui/button";
import { DownloadIcon } from "@/ui/icons";
import { MoodBadge } from "@/ui/mood";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { toastProblem } from "@/ui/toast";
import { corrections, PAGE_SIZE } from "./queries";

/** What people said of texts whose score they did not agree with. */
export function Corrections() {
  const { offset = 0 } = useSearch({ from: "/app/corrections" });
  const navigate = useNavigate({ from: "/corrections" });
  const list = useQuery(corrections(offset));
  const exporting = useMutation({
    mutationFn: () => save(api.GET("/api/corrections.ndjson", { parseAs: "blob" }), "corrections.ndjson"),
    onError: toastProblem,
  });
  return (
    <Page
      title="Corrections"
      lead="What people said of texts scored otherwise, newest first. Figures stay as scored; the export trains the next scorer."
      actions={
        <Button busy={exporting.isPending} disabled={!list.data?.total} onClick={() => exporting.mutate()}>
          <DownloadIcon />
          NDJSON
        </Button>
      }>
      {list.error && !list.data ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <div className="panel">
          <SkeletonRows rows={6} />
        </div>
      ) : (
        <div className="panel overflow-hidden">
          {list.data.total === 0 ? (
            <Empty title="Nothing has been corrected" action={<LinkButton to="/tickets">Tickets</LinkButton>}>
              Open a ticket and choose another sentiment beside a message.
            </Empty>
          ) : (
            <ul>
              {list.data.results.map((correction) => (
                <Row key={correction.id} correction={correction} />
              ))}
            </ul>
          )}
          <Pager
            offset={offset}
            limit={PAGE_SIZE}
            total={list.data.total}
            onMove={(next) => void navigate({ search: { offset: next === 0 ? undefined : next } })}
          />
        </div>
      )}
    </Page>
  );
}

function Row({ correction }: { correction: Correction }) {
  const sources = useSeveralSources();
  return (
    <li className="flex flex-col gap-1.5 border-t border-line px-4 py-3 first:border-0 sm:px-5">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Link
          to="/tickets/$id"
          params={{ id: correction.ticket_id }}
          search={sources ? { source: correction.source } : {}}
          className="quiet-link font-mono text-xs">
          {correction.ticket_id}
        </Link>
        <span className="text-ink-3">{words(correction.field_type)}</span>
        <span className="flex items-center gap-1.5">
          <MoodBadge mood={correction.scored_sentiment} compound={correction.scored_compound} />
          <span aria-hidden="true" className="text-ink-3">
            →
          </span>
          <span className="sr-only">corrected to</span>
          <MoodBadge mood={correction.sentiment} />
        </span>
        <span className="ml-auto text-xs text-ink-3">
          {correction.corrected_by ?? "somebody gone"},{" "}
          <time dateTime={correction.corrected_at} title={dateTime(correction.corrected_at)}>
            {ago(correction.corrected_at)}
          </time>
        </span>
      </span>
      <p className="line-clamp-2 max-w-[90ch] text-sm break-words text-ink-2">{correction.text}</p>
    </li>
  );
}
