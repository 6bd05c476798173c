import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { LabelComparison, Mood } from "@/api/types";
import { cx } from "@/lib/cx";
import { count, moodName, signed } from "@/lib/format";
import { MOODS, MoodDot } from "@/ui/mood";
import { Panel } from "@/ui/page";
import { Failure, SkeletonRows } from "@/ui/states";
import { comparison } from "./queries";

/** What the latest rescoring changed, of texts and of tickets. */
export function Comparison({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(comparison(id));
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <div className="panel">
        <SkeletonRows rows={5} />
      </div>
    );
  const before = data.before.map((version) => version.scoring_version).join(", ") || "nothing";
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Labels title="Texts" labels={data.texts} before={before} now={data.scoring_version} linked />
      <Labels title="Tickets" labels={data.tickets} before={before} now={data.scoring_version} />
    </div>
  );
}

interface LabelsProps {
  title: string;
  labels: LabelComparison;
  before: string;
  now: string;
  /** Whether a number leads to its texts. */
  linked?: boolean;
}

function Labels({ title, labels, before, now, linked = false }: LabelsProps) {
  const moved = (from: Mood, to: Mood) => labels.moves.find((move) => move.from === from && move.to === to)?.count ?? 0;
  return (
    <Panel
      title={title}
      aside={
        <span className="num">
          {count(labels.changed)} of {count(labels.total)} changed · compound {signed(labels.mean_change)} on average
        </span>
      }>
      <div
        className="overflow-x-auto px-4 pb-4 sm:px-5"
        tabIndex={0}
        role="region"
        aria-label={`${title}: labels before and now`}>
        <table className="num w-full text-sm">
          <caption className="pb-2 text-left text-xs text-ink-3">
            Rows: as scored by {before}. Columns: as scored by {now}.
          </caption>
          <thead>
            <tr className="text-xs text-ink-3">
              <th scope="col" className="py-1 pr-1.5 text-left sm:pr-3 font-medium">
                Before
              </th>
              {MOODS.map((to) => (
                <th key={to} scope="col" className="px-1.5 text-right font-medium sm:px-2">
                  <span className="inline-flex items-center gap-1.5">
                    <MoodDot mood={to} className="max-sm:hidden" />
                    {moodName[to]}
                  </span>
                </th>
              ))}
              <th scope="col" className="pl-1.5 text-right sm:pl-2 font-medium">
                All
              </th>
            </tr>
          </thead>
          <tbody>
            {MOODS.map((from) => (
              <tr key={from} className="border-t border-line">
                <th scope="row" className="py-1.5 pr-1.5 text-left sm:pr-3 font-medium">
                  <span className="inline-flex items-center gap-1.5">
                    <MoodDot mood={from} />
                    {moodName[from]}
                  </span>
                </th>
                {MOODS.map((to) => (
                  <Cell key={to} from={from} to={to} value={moved(from, to)} linked={linked} />
                ))}
                <td className="pl-1.5 text-right sm:pl-2 text-ink-2">{count(labels.before[from])}</td>
              </tr>
            ))}
            <tr className="border-t border-line-strong">
              <th scope="row" className="py-1.5 pr-1.5 text-left sm:pr-3 font-medium">
                Now
              </th>
              {MOODS.map((to) => (
                <td key={to} className="px-1.5 text-right text-ink-2 sm:px-2">
                  {count(labels.after[to])}
                </td>
              ))}
              <td className="pl-1.5 text-right sm:pl-2 font-medium">{count(labels.total)}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Cell({ from, to, value, linked }: { from: Mood; to: Mood; value: number; linked: boolean }) {
  const changed = from !== to;
  return (
    <td
      className={cx(
        "px-1.5 text-right sm:px-2",
        changed && value > 0 && "font-semibold",
        (!changed || value === 0) && "text-ink-3",
      )}>
      {linked && changed && value > 0 ? (
        <Link
          to="/scoring"
          search={{ from, to }}
          hash="changes"
          className="quiet-link underline"
          aria-label={`${count(value)} texts from ${moodName[from]} to ${moodName[to]}`}>
          {count(value)}
        </Link>
      ) : (
        count(value)
      )}
    </td>
  );
}
