import { useEffect, useRef, useState } from "react";
import type { ReportLanguage, ReportLayout, ReportPaper, ReportSection } from "@/api/types";
import { Button } from "@/ui/button";
import { CrossIcon, DownIcon, UpIcon } from "@/ui/icons";
import { Select } from "@/ui/select";
import { Labelled } from "./labelled";
import { LANGUAGES, PAPERS, SECTIONS, USUAL } from "./words";

const LANGUAGE_OPTIONS = (Object.keys(LANGUAGES) as ReportLanguage[]).map((value) => ({
  value,
  label: LANGUAGES[value],
}));
const PAPER_OPTIONS = (Object.keys(PAPERS) as ReportPaper[]).map((value) => ({ value, label: PAPERS[value] }));

interface LayoutEditorProps {
  layout: ReportLayout;
  onChange: (layout: ReportLayout) => void;
  error?: string | undefined;
}

/** What a report contains in which order, in which language, on which paper. */
export function LayoutEditor({ layout, onChange, error }: LayoutEditorProps) {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-4">
        <Labelled label="Language">
          <Select
            label="Language"
            className="w-40"
            value={layout.language}
            options={LANGUAGE_OPTIONS}
            onChange={(language) => onChange({ ...layout, language })}
          />
        </Labelled>
        <Labelled label="Paper">
          <Select
            label="Paper"
            className="w-32"
            value={layout.paper}
            options={PAPER_OPTIONS}
            onChange={(paper) => onChange({ ...layout, paper })}
          />
        </Labelled>
      </div>
      <Labelled label="Sections" error={error}>
        <Sections chosen={layout.sections} onChange={(sections) => onChange({ ...layout, sections })} />
      </Labelled>
    </div>
  );
}

type Part = "up" | "down" | "add";

interface SectionsProps {
  /** None: all of them in their usual order. */
  chosen: readonly ReportSection[];
  onChange: (sections: ReportSection[]) => void;
}

function Sections({ chosen, onChange }: SectionsProps) {
  const sections = chosen.length === 0 ? USUAL : chosen;
  const missing = USUAL.filter((section) => !sections.includes(section));
  const [said, setSaid] = useState("");
  const frame = useRef<HTMLDivElement>(null);
  // A row that moves takes the focus out of it; it is put back where the hand is.
  const next = useRef<{ section: ReportSection | undefined; part: Part }>(undefined);
  useEffect(() => {
    if (!next.current) return;
    const { section, part } = next.current;
    next.current = undefined;
    const row = section && frame.current?.querySelector(`[data-section="${section}"]`);
    const sought = (name: string) =>
      (row ?? frame.current)?.querySelector<HTMLElement>(`[data-part="${name}"]:enabled`);
    (sought(part) ?? sought(part === "up" ? "down" : "up"))?.focus();
  });
  const set = (list: readonly ReportSection[]) => onChange(String(list) === String(USUAL) ? [] : [...list]);
  const move = (from: number, by: 1 | -1) => {
    const section = sections[from];
    const list = sections.filter((other) => other !== section);
    if (!section) return;
    list.splice(from + by, 0, section);
    next.current = { section, part: by < 0 ? "up" : "down" };
    setSaid(`${SECTIONS[section]} is number ${from + by + 1} of ${list.length}.`);
    set(list);
  };
  const remove = (section: ReportSection) => {
    const place = sections.indexOf(section);
    const list = sections.filter((other) => other !== section);
    next.current = { section: list[Math.min(place, list.length - 1)], part: "down" };
    setSaid(`${SECTIONS[section]} is left out.`);
    set(list);
  };
  const add = (section: ReportSection) => {
    setSaid(`${SECTIONS[section]} is added at the end.`);
    set([...sections, section]);
  };
  return (
    <div ref={frame} className="flex flex-col gap-2">
      <ol aria-label="Sections" className="overflow-hidden rounded-lg border border-line">
        {sections.map((section, place) => (
          <li
            key={section}
            data-section={section}
            className="flex items-center gap-1 border-t border-line py-0.5 pr-1 pl-3 text-sm first:border-0">
            <span className="num w-6 shrink-0 text-ink-3">{place + 1}</span>
            <span className="min-w-0 flex-1">{SECTIONS[section]}</span>
            <Move name={`Move ${SECTIONS[section]} up`} part="up" off={place === 0} onPress={() => move(place, -1)} />
            <Move
              name={`Move ${SECTIONS[section]} down`}
              part="down"
              off={place === sections.length - 1}
              onPress={() => move(place, 1)}
            />
            <Move
              name={`Leave ${SECTIONS[section]} out`}
              part="out"
              off={sections.length === 1}
              onPress={() => remove(section)}
            />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-2">
        {missing.map((section) => (
          <Button key={section} className="!h-7 !px-2.5" onClick={() => add(section)}>
            <span aria-hidden="true">+</span>
            <span className="sr-only">Add</span> {SECTIONS[section]}
          </Button>
        ))}
        {chosen.length > 0 && (
          <Button kind="ghost" className="!h-7" onClick={() => onChange([])}>
            All, in the usual order
          </Button>
        )}
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

const ICONS = { up: UpIcon, down: DownIcon, out: CrossIcon };

interface MoveProps {
  name: string;
  part: keyof typeof ICONS;
  off: boolean;
  onPress: () => void;
}

function Move({ name, part, off, onPress }: MoveProps) {
  const Icon = ICONS[part];
  return (
    <button
      type="button"
      data-part={part}
      aria-label={name}
      title={name}
      disabled={off}
      onClick={onPress}
      className="grid size-7 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink disabled:opacity-30 pointer-coarse:size-9">
      <Icon className="size-3.5" />
    </button>
  );
}
