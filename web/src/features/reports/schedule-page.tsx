import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { GivenSchedule, Schedule } from "@/api/types";
import { useUser } from "@/api/user";
import { browserZone } from "@/lib/dates";
import { LinkButton } from "@/ui/button";
import { Failure, SkeletonRows } from "@/ui/states";
import { toast } from "@/ui/toast";
import { Frame, MailNotice } from "./frame";
import { changeSchedule, createSchedule, given, schedule } from "./queries";
import { ScheduleForm } from "./schedule-form";

const back = <LinkButton to="/reports/schedules">All schedules</LinkButton>;

/** What a schedule begins as: every Monday for the week before, to oneself. */
const fresh = (own: string): GivenSchedule => ({
  name: "",
  timezone: browserZone(),
  repeat: { kind: "weekly", days: ["monday"], time: "08:00" },
  period: "last_week",
  filters: {},
  template_id: null,
  layout: { language: "en", paper: "a4", sections: [] },
  recipients: own === "" ? [] : [own],
  catch_up: "latest",
  enabled: true,
  paused_until: null,
});

export function NewSchedule() {
  const navigate = useNavigate();
  const own = useUser()?.email ?? "";
  return (
    <Frame
      lead="A new schedule: what is written here becomes a report by mail, again and again."
      planning
      actions={back}>
      <MailNotice />
      <ScheduleForm
        isFresh
        begun={fresh(own)}
        known={[{ address: own, state: "user" }]}
        action="Create the schedule"
        save={createSchedule}
        onSaved={(saved) => {
          toast(`“${saved.name}” is created.`);
          void navigate({ to: "/reports/schedules" });
        }}
      />
    </Frame>
  );
}

export function EditSchedule() {
  const { id } = useParams({ from: "/app/reports/schedules/$id" });
  const found = useQuery(schedule(id));
  return (
    <Frame lead={found.data ? `Schedule “${found.data.name}”.` : "A schedule."} planning actions={back}>
      <MailNotice />
      {found.error && !found.data ? (
        <Failure error={found.error} onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        <div className="panel">
          <SkeletonRows rows={8} />
        </div>
      ) : (
        <Edit key={found.data.updated_at} schedule={found.data} />
      )}
    </Frame>
  );
}

function Edit({ schedule: before }: { schedule: Schedule }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { queryKey } = schedule(before.id);
  return (
    <ScheduleForm
      begun={given(before)}
      known={before.recipients}
      action="Save"
      save={(changed) => changeSchedule(before.id, changed)}
      onSaved={(saved) => {
        toast(`“${saved.name}” is changed.`);
        void navigate({ to: "/reports/schedules" });
      }}
      onReload={() => void queries.invalidateQueries({ queryKey })}
    />
  );
}
