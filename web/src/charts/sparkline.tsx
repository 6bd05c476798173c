import type { Mood } from "@/api/types";
import { moodName, signed } from "@/lib/format";

export interface SparkPoint {
  id: string;
  label: string;
  mood: Mood;
  compound: number;
}

const WIDTH = 320;
const HEIGHT = 72;
const PAD = 8;
const FILL: Record<Mood, string> = { positive: "fill-positive", neutral: "fill-neutral", negative: "fill-negative" };

/** How the mood of one ticket went, message by message; each point leads to its message. */
export function Sparkline({ points }: { points: readonly SparkPoint[] }) {
  const x = (index: number) => PAD + (points.length < 2 ? 0.5 : index / (points.length - 1)) * (WIDTH - 2 * PAD);
  const y = (compound: number) => HEIGHT / 2 - compound * (HEIGHT / 2 - PAD);
  const line = points.map((point, index) => `${x(index).toFixed(1)},${y(point.compound).toFixed(1)}`).join(" ");
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="w-full overflow-visible"
      role="group"
      aria-label="Mood by message">
      <line x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className="stroke-line" strokeDasharray="3 3" />
      <polyline points={line} fill="none" className="stroke-ink-3" strokeWidth="1.4" strokeLinejoin="round" />
      {points.map((point, index) => (
        <a
          key={point.id}
          href={`#${point.id}`}
          aria-label={`${point.label}: ${moodName[point.mood]}, ${signed(point.compound)}`}>
          <title>{`${point.label}: ${moodName[point.mood]} ${signed(point.compound)}`}</title>
          <circle cx={x(index)} cy={y(point.compound)} r="9" className="fill-transparent" />
          <circle
            cx={x(index)}
            cy={y(point.compound)}
            r="3.6"
            className={`${FILL[point.mood]} stroke-surface`}
            strokeWidth="1.5"
          />
        </a>
      ))}
    </svg>
  );
}
