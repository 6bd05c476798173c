import { useId, useState } from "react";
import type { Mapping } from "@/api/types";
import { cx } from "@/lib/cx";
import { count } from "@/lib/format";
import { Button } from "@/ui/button";
import { notTaken } from "./fields";

/** So many are shown before the list is unfolded. */
const SHOWN = 12;

/** The columns that nothing is read from, each with what it holds: where a text was missed, it is seen here. */
export function NotTaken({ mapping }: { mapping: Mapping }) {
  const [unfolded, setUnfolded] = useState(false);
  const id = useId();
  const left = notTaken(mapping);
  if (left.length === 0) return <p className="mt-4 text-sm text-ink-3">Every column of the file was taken.</p>;
  const shown = unfolded ? left : left.slice(0, SHOWN);
  return (
    <section aria-labelledby={id} className="mt-4 flex flex-col items-start gap-2 border-t border-line pt-4">
      <h2 id={id} className="text-sm font-medium">
        Not taken
      </h2>
      <dl className="grid w-full gap-x-6 gap-y-2 sm:grid-cols-2">
        {shown.map(({ label, sample }, place) => (
          <div key={place} className="min-w-0 text-sm">
            <dt className="truncate" title={label}>
              {label || "Without a name"}
            </dt>
            <dd className={cx("truncate text-xs text-ink-3", sample && "font-mono")} title={sample}>
              {sample || "empty in the first rows"}
            </dd>
          </div>
        ))}
      </dl>
      {left.length > SHOWN && (
        <Button kind="ghost" className="-ml-3" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
          {unfolded ? "Show fewer" : `Show all ${count(left.length)} that were not taken`}
        </Button>
      )}
    </section>
  );
}
