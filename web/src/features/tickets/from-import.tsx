import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { job as jobOf } from "@/features/jobs/queries";
import { useMay } from "@/api/user";
import { Button } from "@/ui/button";
import { OUTCOMES, type JobOutcome } from "./search";

interface FromImportProps {
  job: string;
  outcome: JobOutcome | undefined;
  onDrop: () => void;
}

/** That only tickets of an import are listed, and the way back to it. */
export function FromImport({ job, outcome, onDrop }: FromImportProps) {
  const mayRead = useMay("jobs:read");
  const { data } = useQuery({ ...jobOf(job), enabled: mayRead });
  const name = data?.file_name ?? "an import";
  const what = outcome ? `${OUTCOMES[outcome]} in ` : "From ";
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1 rounded-lg border border-line pl-3 text-sm">
      <span className="min-w-0 truncate">
        {what}
        {mayRead ? (
          <Link to="/jobs/$id" params={{ id: job }} className="quiet-link" title="To the import">
            {name}
          </Link>
        ) : (
          name
        )}
      </span>
      <Button kind="ghost" className="!px-2" onClick={onDrop} aria-label={`${what}${name}: take this filter away`}>
        <span aria-hidden="true">×</span>
      </Button>
    </span>
  );
}
