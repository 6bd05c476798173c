import { Popover, PopoverButton, PopoverPanel } from "@headlessui/react";
import { useState } from "react";
import { cx } from "@/lib/cx";
import { dayIn, isDay, presets, zones, type Period } from "@/lib/dates";
import { day } from "@/lib/format";
import { Button } from "./button";
import { Combo } from "./combo";
import { CalendarIcon, ChevronIcon } from "./icons";

interface PeriodPickerProps {
  period: Period | undefined;
  zone: string;
  onChange: (period: Period | undefined, zone: string) => void;
  /** The days there is data for: offered as "All time". */
  extent?: Period | undefined;
  /** Offers to have no period at all. */
  clearable?: boolean;
}

/** Days from–to, inclusive, in a timezone that is always in sight. */
export function PeriodPicker({ period, zone, onChange, extent, clearable = false }: PeriodPickerProps) {
  return (
    <Popover className="relative">
      <PopoverButton className="control inline-flex items-center gap-2">
        <CalendarIcon className="text-ink-3" />
        <span className="num whitespace-nowrap">
          {period ? `${day(period.start)} – ${day(period.end)}` : "Any time"}
        </span>
        {period && <span className="hidden text-ink-3 lg:inline">{zone}</span>}
        <ChevronIcon className="size-3.5 text-ink-3" />
      </PopoverButton>
      <PopoverPanel
        anchor={{ to: "bottom end", gap: 6, padding: 12 }}
        className="menu flex !max-h-none flex-col !p-0 sm:flex-row">
        {({ close }) => (
          <Choices
            period={period}
            zone={zone}
            extent={extent}
            clearable={clearable}
            onChange={(...chosen) => {
              onChange(...chosen);
              close();
            }}
          />
        )}
      </PopoverPanel>
    </Popover>
  );
}

function Choices({ period, zone, extent, clearable, onChange }: PeriodPickerProps) {
  const today = dayIn(zone);
  const [start, setStart] = useState(period?.start ?? "");
  const [end, setEnd] = useState(period?.end ?? "");
  const [chosenZone, setZone] = useState(zone);
  const valid = isDay(start) && isDay(end) && start <= end;
  const offers = [...presets(today), ...(extent ? [{ name: "All time", period: extent }] : [])];
  return (
    <>
      <div className="flex flex-wrap gap-1 border-b border-line p-2 sm:w-40 sm:flex-col sm:flex-nowrap sm:border-r sm:border-b-0">
        {clearable && <Offer name="Any time" on={!period} onPick={() => onChange(undefined, chosenZone)} />}
        {offers.map((offer) => (
          <Offer
            key={offer.name}
            name={offer.name}
            onPick={() => onChange(offer.period, chosenZone)}
            on={offer.period.start === period?.start && offer.period.end === period.end}
          />
        ))}
      </div>
      <form
        className="flex w-72 max-w-full flex-col gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (valid) onChange({ start, end }, chosenZone);
        }}>
        <DayInput label="From" value={start} onChange={setStart} />
        <DayInput label="To, inclusive" value={end} onChange={setEnd} />
        <div className="flex flex-col gap-1.5">
          <span className="text-xs font-medium text-ink-2">Timezone of the days</span>
          <Combo
            label="Timezone of the days"
            value={chosenZone}
            options={zones()}
            onChange={(next) => setZone(next || zone)}
          />
        </div>
        {start > end && isDay(start) && isDay(end) && (
          <p role="alert" className="text-xs text-negative-ink">
            The first day lies after the last.
          </p>
        )}
        <Button type="submit" kind="primary" disabled={!valid}>
          Apply
        </Button>
      </form>
    </>
  );
}

function Offer({ name, on, onPick }: { name: string; on: boolean; onPick: () => void }) {
  return (
    <button
      type="button"
      onClick={onPick}
      aria-pressed={on}
      className={cx(
        "rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover",
        on ? "bg-accent-soft font-medium text-accent-strong" : "text-ink-2",
      )}>
      {name}
    </button>
  );
}

function DayInput({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className="flex flex-col gap-1.5 text-xs font-medium text-ink-2">
      {label}
      <input
        type="date"
        className="control num w-full font-normal text-ink"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
