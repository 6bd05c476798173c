import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMay } from "@/api/user";
import { Button } from "@/ui/button";
import { Pager } from "@/ui/pager";
import { Select } from "@/ui/select";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { DeliveryRow } from "./delivery-row";
import { STATES } from "./delivery-words";
import { Frame, MailNotice, TroubleNotice } from "./frame";
import { deletedSchedules, delivery, deliveryList, offeredSchedules, PAGE_SIZE } from "./queries";
import { STATUSES, type HistorySearch } from "./search";

const STATUS_OPTIONS = [
  { value: "", label: "Any state" },
  ...STATUSES.map((status) => ({ value: status, label: STATES[status].name })),
] as const;

/** What was delivered to whom, what was not, and why. */
export function History() {
  const may = useMay("reports:schedule");
  return (
    <Frame lead="Every report to every recipient, the latest first." planning>
      {may && (
        <>
          <MailNotice />
          <TroubleNotice />
          <Deliveries />
        </>
      )}
    </Frame>
  );
}

function Deliveries() {
  const search = useSearch({ from: "/app/reports/history" });
  const navigate = useNavigate({ from: "/reports/history" });
  const list = useQuery(deliveryList(search));
  const { data: schedules } = useQuery(offeredSchedules);
  const { data: deleted } = useQuery(deletedSchedules);
  const move = (change: HistorySearch) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const open = (id: string | undefined) => move({ delivery: id });
  const offered = [
    ...(schedules?.results ?? []).map(({ id, name }) => ({ value: id, label: name })),
    ...(deleted?.results ?? []).map(({ id, name }) => ({ value: id, label: `${name} (deleted)` })),
  ];
  const known = offered.some(({ value }) => value === search.schedule);
  const options = [
    { value: "", label: "Any schedule" },
    ...(search.schedule !== undefined && !known ? [{ value: search.schedule, label: "One schedule" }] : []),
    ...offered,
  ];
  const isListed = list.data?.results.some(({ id }) => id === search.delivery) ?? false;
  const isFiltered = search.status !== undefined || search.schedule !== undefined;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Select
          label="State"
          className="w-36"
          value={search.status ?? ""}
          options={STATUS_OPTIONS}
          onChange={(status) => move({ status: status === "" ? undefined : status, offset: undefined })}
        />
        <Select
          label="Schedule"
          className="w-56 max-w-full"
          value={search.schedule ?? ""}
          options={options}
          onChange={(schedule) => move({ schedule: schedule === "" ? undefined : schedule, offset: undefined })}
        />
      </div>
      {search.delivery !== undefined && list.data && !isListed && (
        <Linked id={search.delivery} onClose={() => open(undefined)} />
      )}
      {list.error && !list.data ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <div className="panel">
          <SkeletonRows rows={8} />
        </div>
      ) : (
        <div className="panel overflow-hidden">
          {list.data.results.length > 0 ? (
            <ul aria-label="Deliveries">
              {list.data.results.map((one) => (
                <DeliveryRow
                  key={one.id}
                  delivery={one}
                  isOpen={one.id === search.delivery}
                  onOpen={(isOpen) => open(isOpen ? one.id : undefined)}
                />
              ))}
            </ul>
          ) : isFiltered ? (
            <Empty
              title="No delivery fits"
              action={
                <Button onClick={() => move({ status: undefined, schedule: undefined, offset: undefined })}>
                  Show all
                </Button>
              }>
              None is in this state, or of this schedule.
            </Empty>
          ) : (
            <Empty title="Nothing has been delivered yet">
              Once a schedule is due, each report to each recipient is listed here, whatever becomes of it.
            </Empty>
          )}
          <Pager
            offset={search.offset ?? 0}
            limit={PAGE_SIZE}
            total={list.data.total}
            onMove={(to) => move({ offset: to === 0 ? undefined : to })}
          />
        </div>
      )}
    </>
  );
}

/** The delivery that an address names, where the part of the list that is shown does not hold it. */
function Linked({ id, onClose }: { id: string; onClose: () => void }) {
  const found = useQuery(delivery(id));
  if (found.error && !found.data)
    return (
      <Failure
        title="The delivery of this link could not be loaded"
        error={found.error}
        onRetry={() => void found.refetch()}
        action={<Button onClick={onClose}>Dismiss</Button>}
      />
    );
  return (
    <section aria-label="The delivery of the link" className="panel overflow-hidden">
      {found.data ? (
        <ul>
          <DeliveryRow delivery={found.data} isOpen onOpen={onClose} />
        </ul>
      ) : (
        <SkeletonRows rows={2} />
      )}
    </section>
  );
}
