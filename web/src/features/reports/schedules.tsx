import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Schedule } from "@/api/types";
import { useMay } from "@/api/user";
import { LinkButton } from "@/ui/button";
import { Pager } from "@/ui/pager";
import { Select } from "@/ui/select";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { Undo } from "@/ui/undo";
import { DeletedSchedules } from "./deleted-schedules";
import { Frame, MailNotice, TroubleNotice } from "./frame";
import { PAGE_SIZE, restoreSchedule, scheduleList, SCHEDULES, TEMPLATES } from "./queries";
import { ScheduleRow } from "./schedule-row";
import { Suppressions } from "./suppressions";
import { Templates } from "./templates";

const SHOWN = [
  { value: "", label: "In use" },
  { value: "deleted", label: "Deleted" },
] as const;

/** Reports that make and send themselves. */
export function Schedules() {
  const may = useMay("reports:schedule");
  const make = (
    <LinkButton to="/reports/schedules/new" kind="primary">
      New schedule
    </LinkButton>
  );
  return (
    <Frame
      lead="Reports that are made by themselves and mailed, at the time of a zone’s clock."
      planning
      actions={make}>
      {may && (
        <>
          <MailNotice />
          <TroubleNotice />
          <List />
          <Templates />
          <Suppressions />
        </>
      )}
    </Frame>
  );
}

function List() {
  const { offset = 0, show } = useSearch({ from: "/app/reports/schedules" });
  const navigate = useNavigate({ from: "/reports/schedules" });
  const isDeleted = show === "deleted";
  const list = useQuery(scheduleList(offset, PAGE_SIZE, isDeleted));
  const [gone, setGone] = useState<Schedule>();
  return (
    <>
      {gone && (
        <Undo
          of={gone}
          restore={() => restoreSchedule(gone.id)}
          queryKeys={[SCHEDULES, TEMPLATES]}
          onDone={() => setGone(undefined)}>
          “{gone.name}” is deleted; what was not sent yet is skipped. What it delivered stays in the history.
        </Undo>
      )}
      <Select
        label="Schedules"
        className="w-36"
        value={show ?? ""}
        options={SHOWN}
        onChange={(next) => void navigate({ search: { show: next === "" ? undefined : next }, replace: true })}
      />
      {list.error && !list.data ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <div className="panel">
          <SkeletonRows rows={6} />
        </div>
      ) : (
        <div className="panel overflow-hidden">
          {isDeleted ? (
            <DeletedSchedules schedules={list.data.results} />
          ) : list.data.results.length === 0 ? (
            <Empty
              title="No schedules yet"
              action={<LinkButton to="/reports/schedules/new">Make the first one</LinkButton>}>
              A schedule mails a report to you and others: every Monday the week before, every first of the month the
              month before, or as you need it.
            </Empty>
          ) : (
            <ul aria-label="Schedules">
              {list.data.results.map((schedule) => (
                <ScheduleRow key={schedule.id} schedule={schedule} onDeleted={setGone} />
              ))}
            </ul>
          )}
          <Pager
            offset={offset}
            limit={PAGE_SIZE}
            total={list.data.total}
            onMove={(to) => void navigate({ search: { show, offset: to === 0 ? undefined : to } })}
          />
        </div>
      )}
    </>
  );
}
