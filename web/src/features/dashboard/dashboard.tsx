import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { Metrics } from "@/api/types";
import { NoData } from "@/features/upload/no-data";
import { browserZone, dayIn, type Period } from "@/lib/dates";
import { ago, dateTime, day } from "@/lib/format";
import { Button, LinkButton, Spinner } from "@/ui/button";
import { ReportIcon } from "@/ui/icons";
import { Page } from "@/ui/page";
import { PeriodPicker } from "@/ui/period-picker";
import { Empty, Failure } from "@/ui/states";
import { NotDated } from "./distribution";
import { KpisLoading } from "./kpis";
import { Overview } from "./overview";
import { analytics, defaultPeriod, extent, metrics, type Extent } from "./queries";

/** The first page: how the mood of the tickets moves. */
export function Dashboard() {
  const search = useSearch({ from: "/app/" });
  const navigate = useNavigate({ from: "/" });
  const zone = search.timezone ?? browserZone();
  const { source } = search;
  const known = useQuery(extent(zone, source));
  const now = useQuery(metrics());
  const chosen: Period | undefined =
    search.start_date && search.end_date ? { start: search.start_date, end: search.end_date } : undefined;
  const period = chosen ?? (known.isSuccess ? defaultPeriod(known.data, dayIn(zone)) : undefined);

  const choose = (next: Period | undefined, timezone: string) =>
    void navigate({
      search: {
        start_date: next?.start,
        end_date: next?.end,
        timezone: timezone === browserZone() ? undefined : timezone,
        source,
      },
    });
  const ofAll = () => void navigate({ search: (before) => ({ ...before, source: undefined }) });

  return (
    <Page
      title="Dashboard"
      lead={<Freshness metrics={now.data} zone={zone} />}
      actions={
        known.data &&
        period && (
          <>
            {source !== undefined && <OfSource name={source} onDrop={ofAll} />}
            <PeriodPicker
              period={period}
              zone={zone}
              extent={known.data}
              onChange={choose}
              key={`${period.start}${period.end}${zone}`}
            />
            <LinkButton to="/reports" search={{ start_date: period.start, end_date: period.end, timezone: zone }}>
              <ReportIcon />
              Report
            </LinkButton>
          </>
        )
      }>
      {known.error ? (
        <Failure error={known.error} onRetry={() => void known.refetch()} />
      ) : known.data === null && source !== undefined ? (
        <div className="panel">
          <Empty
            title={`There are no tickets of “${source}”`}
            action={<Button onClick={ofAll}>Show all sources</Button>}
          />
        </div>
      ) : known.data === null ? (
        <NoData processing={now.data?.processing_jobs ?? 0} />
      ) : period ? (
        <Content
          period={period}
          zone={zone}
          known={known.data}
          source={source}
          onPeriod={(next) => choose(next, zone)}
        />
      ) : (
        <KpisLoading />
      )}
    </Page>
  );
}

/** That only tickets of one source are shown, and the way back to all. */
function OfSource({ name, onDrop }: { name: string; onDrop: () => void }) {
  return (
    <Button onClick={onDrop} aria-label={`Only ${name}: take this filter away`} className="max-w-48 min-w-0">
      <span className="truncate">{name}</span> <span aria-hidden="true">×</span>
    </Button>
  );
}

function Freshness({ metrics: data, zone }: { metrics: Metrics | undefined; zone: string }) {
  if (!data) return <span>&nbsp;</span>;
  if (data.processing_jobs > 0) {
    return (
      <Link to="/jobs" search={{ status: "running" }} className="quiet-link inline-flex items-center gap-2 text-accent">
        <Spinner />
        {data.processing_jobs === 1
          ? "One upload is being processed"
          : `${data.processing_jobs} uploads are being processed`}
      </Link>
    );
  }
  if (!data.last_published_at) return <span>No upload has been published yet</span>;
  return (
    <span>
      Updated{" "}
      <time dateTime={data.last_published_at} title={dateTime(data.last_published_at, zone)}>
        {ago(data.last_published_at)}
      </time>{" "}
      · days in {zone}
    </span>
  );
}

interface ContentProps {
  period: Period;
  zone: string;
  known: Extent | undefined;
  source: string | undefined;
  onPeriod: (period: Period) => void;
}

function Content({ period, zone, known: days, source, onPeriod }: ContentProps) {
  const asked = analytics(period, zone, source);
  const { data, error, refetch } = useQuery({ ...asked, placeholderData: keepPreviousData });
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <KpisLoading />;
  if (data.summary.total_tickets === 0) {
    const undated = data.undated.tickets;
    // Where none has a date, there are no other days to show.
    const known = days?.tickets === 0 ? undefined : days;
    return (
      <div className="panel">
        <Empty
          title="No tickets in this period"
          action={
            known && (
              <Button
                kind="primary"
                onClick={() => onPeriod(defaultPeriod({ start: known.start, end: known.end }, known.end))}>
                Show the 30 days up to {day(known.end)}
              </Button>
            )
          }>
          {known && `The tickets there are were created from ${day(known.start)} to ${day(known.end)}.`}
        </Empty>
        {undated > 0 && (
          <div className="px-4 pb-4 sm:px-5">
            <NotDated tickets={undated} source={source} />
          </div>
        )}
      </div>
    );
  }
  return <Overview data={data} period={period} zone={zone} known={days} source={source} />;
}
