import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api, save } from "@/api/client";
import { useLimits } from "@/api/limits";
import type { ReportFilters, ReportLayout } from "@/api/types";
import { defaultPeriod, extent } from "@/features/dashboard/queries";
import { browserZone, dayIn, daysIn, lastOf, presets, type Period } from "@/lib/dates";
import { cx } from "@/lib/cx";
import { count, day } from "@/lib/format";
import { Button } from "@/ui/button";
import { DownloadIcon } from "@/ui/icons";
import { PeriodPicker } from "@/ui/period-picker";
import { FormProblem } from "@/ui/states";
import { toast } from "@/ui/toast";
import { faults } from "./faults";
import { FiltersEditor } from "./filters-editor";
import { Frame, TroubleNotice } from "./frame";
import { LayoutEditor } from "./layout-editor";
import { pdfQuery } from "./queries";
import { FILTERS } from "./words";

/** The PDF to forward. */
export function Create() {
  const search = useSearch({ from: "/app/reports" });
  const navigate = useNavigate({ from: "/reports" });
  const zone = search.timezone ?? browserZone();
  const today = dayIn(zone);
  const known = useQuery(extent(zone));
  const asked: Period =
    search.start_date && search.end_date
      ? { start: search.start_date, end: search.end_date }
      : defaultPeriod(known.data, today, 7);
  const most = useLimits()?.report_days;
  const period = lastOf(asked, most);
  const [layout, setLayout] = useState<ReportLayout>({ language: "en", paper: "a4", sections: [] });
  const [filters, setFilters] = useState<ReportFilters>({});
  const name = `sentiment_report_${period.start}_to_${period.end}.pdf`;
  const making = useMutation({
    mutationFn: (query: ReturnType<typeof pdfQuery>) =>
      save(api.GET("/api/report/pdf", { params: { query }, parseAs: "blob" }), name),
    onSuccess: () => toast("The report is in your downloads."),
  });
  const fault = faults(making.error);
  const isAtAField = [...FILTERS, "sections"].some((name) => fault(name) !== undefined);
  const choose = (next: Period | undefined, timezone: string) =>
    void navigate({
      search: {
        start_date: next?.start,
        end_date: next?.end,
        timezone: timezone === browserZone() ? undefined : timezone,
      },
    });
  const days = daysIn(period.start, period.end);
  const shortened = period.start !== asked.start;
  return (
    <Frame lead="A PDF to forward: the mood of the tickets of a period, and where it comes from.">
      <TroubleNotice />
      <div className="panel grid gap-8 p-5 sm:p-8 md:grid-cols-[15rem_minmax(0,1fr)]">
        <Paper period={period} />
        <form
          aria-label="Report"
          noValidate
          className="flex min-w-0 flex-col items-start gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            // The choice of a period is a form, too: it is drawn elsewhere but stands inside this one.
            if (event.target === event.currentTarget) making.mutate(pdfQuery(period, zone, layout, filters));
          }}>
          <div className="flex flex-col gap-2">
            <h2 className="text-base font-semibold">Period</h2>
            <PeriodPicker
              key={`${period.start}${period.end}${zone}`}
              period={period}
              zone={zone}
              extent={known.data ?? undefined}
              onChange={choose}
            />
            <p className="text-sm text-ink-3">
              {days} {days === 1 ? "day" : "days"} in {zone}, both ends included.
              {shortened && (
                <span className="block text-caution-ink">
                  A report covers at most {most} days: these are the last of the {count(daysIn(asked.start, asked.end))}{" "}
                  that were asked for.
                </span>
              )}
            </p>
          </div>
          <div className="flex flex-wrap gap-2" role="group" aria-label="Usual periods">
            {presets(today).map((preset) => {
              const on = preset.period.start === period.start && preset.period.end === period.end;
              return (
                <button
                  key={preset.name}
                  type="button"
                  aria-pressed={on}
                  onClick={() => choose(preset.period, zone)}
                  className={cx(
                    "rounded-full border px-3 py-1 text-sm",
                    on
                      ? "border-transparent bg-accent-soft font-medium text-accent-strong"
                      : "border-line text-ink-2 hover:bg-hover",
                  )}>
                  {preset.name}
                </button>
              );
            })}
          </div>

          <div className="flex w-full flex-col gap-3">
            <h2 className="text-base font-semibold">Which tickets</h2>
            <FiltersEditor filters={filters} fault={fault} onChange={setFilters} />
          </div>
          <div className="flex w-full flex-col gap-3">
            <h2 className="text-base font-semibold">Layout</h2>
            <LayoutEditor layout={layout} error={fault("sections")} onChange={setLayout} />
          </div>

          {!isAtAField && <FormProblem error={making.error} />}
          <Button kind="primary" className="!h-10" busy={making.isPending} type="submit">
            <DownloadIcon />
            {making.isPending ? "Setting the pages" : "Download the PDF"}
          </Button>
        </form>
      </div>
    </Frame>
  );
}

/** A small picture of what one gets. */
function Paper({ period }: { period: Period }) {
  return (
    <div
      aria-hidden="true"
      className="mx-auto flex aspect-[1/1.414] w-52 flex-col gap-3 rounded border border-line bg-[#fff] p-5 text-[#1b1c20] shadow-float">
      <span className="text-[0.5rem] tracking-wide text-[#6a6b72]">
        {day(period.start)} – {day(period.end)}
      </span>
      <span className="text-[0.8rem] leading-tight font-semibold">Sentiment Analysis Report</span>
      <span className="flex gap-1.5">
        {[14, 10, 12].map((width) => (
          <span key={width} className="h-7 flex-1 rounded-sm bg-[#f1efea]" />
        ))}
      </span>
      <svg viewBox="0 0 120 40" className="w-full">
        <path
          d="M0 30c15 0 15-12 30-12s15 10 30 6 15-16 30-14 20 6 30-4"
          fill="none"
          stroke="#3350b5"
          strokeWidth="1.5"
        />
        <path d="M0 39h120" stroke="#e7e4dd" />
      </svg>
      <span className="flex h-1.5 overflow-hidden rounded-full">
        <span className="w-1/4 bg-[#df6a4d]" />
        <span className="w-2/5 bg-[#c4bfb3]" />
        <span className="flex-1 bg-[#2a9d8f]" />
      </span>
      <span className="mt-1 flex flex-col gap-1.5">
        {[100, 86, 94, 70, 90, 60].map((width) => (
          <span key={width} className="h-1 rounded-full bg-[#f1efea]" style={{ width: `${width}%` }} />
        ))}
      </span>
    </div>
  );
}
