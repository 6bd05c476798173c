import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { asProblem } from "@/api/problem";
import { cx } from "@/lib/cx";
import { Button, Spinner } from "@/ui/button";
import { RefreshIcon } from "@/ui/icons";
import { Panel } from "@/ui/page";
import { preview, type Imagined } from "./queries";

/** The address of a text of a type, as long as it is shown. */
function useBlobUrl(text: string | undefined, type: string): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (text === undefined) return;
    const made = URL.createObjectURL(new Blob([text], { type }));
    // The address belongs to this text: it is known only once it is made.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [text, type]);
  return text === undefined ? undefined : url;
}

/** The first page of the report as it would be if it were due now. */
export function Preview({ imagined }: { imagined: Imagined }) {
  const queries = useQueryClient();
  const asked = preview(imagined);
  const page = useQuery(asked);
  const url = useBlobUrl(page.data, "image/svg+xml");
  const problem = page.error && asProblem(page.error);
  const isLetter = imagined.layout.paper === "letter";
  return (
    <Panel
      title="First page"
      aside={
        <Button
          kind="ghost"
          className="-mr-2"
          busy={page.isFetching}
          onClick={() => void queries.invalidateQueries({ queryKey: asked.queryKey })}>
          {!page.isFetching && <RefreshIcon />}
          Refresh
        </Button>
      }>
      <div className="px-4 pb-4 sm:px-5" aria-busy={page.isFetching}>
        {problem && (
          <p role="alert" className="mb-3 rounded-lg bg-negative-soft px-3 py-2 text-sm text-negative-ink">
            {problem.message}
            {problem.remedy && <span className="block">{problem.remedy}</span>}
          </p>
        )}
        <div
          className={cx(
            "relative grid place-items-center overflow-hidden rounded border border-line bg-[#fff]",
            isLetter ? "aspect-[8.5/11]" : "aspect-[1/1.414]",
          )}>
          {url && (
            <img
              src={url}
              alt="The first page of the report"
              className={cx("size-full object-contain transition-opacity", page.isPlaceholderData && "opacity-40")}
            />
          )}
          {!page.data && page.isFetching && (
            <span role="status" className="flex items-center gap-2 text-sm text-[#53545b]">
              <Spinner />
              Setting the page
            </span>
          )}
          {!page.data && !page.isFetching && <span className="text-sm text-[#53545b]">No page to show</span>}
        </div>
        <p className="mt-2 text-xs text-ink-3">With the tickets that are there now, as if it were due now.</p>
      </div>
    </Panel>
  );
}
