import { useQuery } from "@tanstack/react-query";
import { mapping as mappingOf } from "@/features/jobs/queries";
import { share } from "@/lib/format";
import { Failure, SkeletonRows } from "@/ui/states";
import { FIELDS, groups } from "./fields";
import { NotTaken } from "./not-taken";

/** Which columns a running or finished job reads as what, and which it does not read. */
export function MappingSummary({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(mappingOf(id));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={4} />;
  const taken = FIELDS.flatMap((info) => {
    const field = data.fields[info.key];
    return field && field.columns.length > 0 ? [{ info, field }] : [];
  });
  return (
    <>
      <dl className="mt-1 grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {taken.map(({ info, field }) => (
          <div key={info.key} className="min-w-0 text-sm">
            <dt className="flex gap-2 text-xs text-ink-3">
              {info.name}
              <span className="num">{share(field.confidence, 1)}</span>
            </dt>
            <dd className="truncate">
              {groups(data.header, field.columns)
                .map((group) => group.label)
                .join(", ")}
            </dd>
            {field.samples[0] && (
              <dd className="truncate font-mono text-xs text-ink-3" title={field.samples[0]}>
                {field.samples[0]}
              </dd>
            )}
          </div>
        ))}
      </dl>
      <NotTaken mapping={data} />
    </>
  );
}
