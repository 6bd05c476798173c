import { useMemo } from "react";
import { useIsDark } from "@/lib/theme";

const NAMES = [
  "ink",
  "ink-2",
  "ink-3",
  "line",
  "line-strong",
  "surface",
  "accent",
  "positive",
  "neutral",
  "negative",
] as const;
export type Palette = Record<(typeof NAMES)[number], string>;

/** The tokens as plain colours, as a canvas needs them. */
function read(): Palette {
  const entries = NAMES.map((name) => {
    // A new element each time: changing the colour of one could start a transition.
    const probe = document.createElement("span");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return [name, color] as const;
  });
  return Object.fromEntries(entries) as Palette;
}

/** The colours of the current theme; new ones when it changes. */
export function usePalette(): Palette {
  const dark = useIsDark();
  return useMemo(() => ({ ...read(), dark }), [dark]);
}
