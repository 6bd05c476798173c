import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Member, MemberChange } from "@/api/types";
import { useMay, useUser } from "@/api/user";
import { cx } from "@/lib/cx";
import { date } from "@/lib/format";
import { Button } from "@/ui/button";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Select } from "@/ui/select";
import { Empty, Failure, SkeletonRows } from "@/ui/states";
import { toast, toastProblem } from "@/ui/toast";
import { AddUser } from "./add-user";
import { changeMember, members, ROLES } from "./queries";

const OPTIONS = ROLES.map(({ value, label }) => ({ value, label }));

/** Who may do what in this workspace. */
export function Users() {
  const may = useMay("users:manage");
  const user = useUser();
  const [offset, setOffset] = useState(0);
  const list = useQuery({ ...members(offset), enabled: may });
  if (!may)
    return (
      <Page title="Users">
        <div className="panel">
          <Empty title="Only administrators manage users">Ask one of yours.</Empty>
        </div>
      </Page>
    );
  return (
    <Page title="Users" lead={user && `Who sees the tickets of ${user.workspace.name}.`} actions={<AddUser />}>
      {list.error ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <div className="panel">
          <SkeletonRows rows={4} />
        </div>
      ) : (
        <div className="panel">
          <ul>
            {list.data.results.map((member) => (
              <Row key={member.id} member={member} self={member.id === user?.id} />
            ))}
          </ul>
          {list.data.total > list.data.limit && (
            <Pager offset={offset} limit={list.data.limit} total={list.data.total} onMove={setOffset} />
          )}
        </div>
      )}
    </Page>
  );
}

function Row({ member, self }: { member: Member; self: boolean }) {
  const queries = useQueryClient();
  const changing = useMutation({
    mutationFn: (change: MemberChange) => changeMember(member.id, change),
    onSuccess: (next) => {
      void queries.invalidateQueries({ queryKey: ["users"] });
      toast(
        next.is_active
          ? `${next.email} is ${next.role === "viewer" ? "a" : "an"} ${next.role}.`
          : `${next.email} can no longer sign in.`,
      );
    },
    onError: toastProblem,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-0 sm:px-5">
      <span
        aria-hidden="true"
        className="grid size-8 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-strong uppercase">
        {member.email.slice(0, 2)}
      </span>
      <span className={cx("min-w-48 flex-1", !member.is_active && "text-ink-3 line-through")}>
        <span className="block truncate font-medium">
          {member.email}
          {self && <span className="font-normal text-ink-3"> (you)</span>}
        </span>
        <span className="block text-xs text-ink-3">since {date(member.created_at)}</span>
      </span>
      <Select
        label={`Role of ${member.email}`}
        className="w-28"
        value={member.role}
        options={OPTIONS}
        disabled={changing.isPending || !member.is_active}
        onChange={(role) => changing.mutate({ role })}
      />
      <Button
        kind={member.is_active ? "danger" : "plain"}
        className="w-28"
        disabled={self}
        busy={changing.isPending}
        onClick={() => changing.mutate({ is_active: !member.is_active })}>
        {member.is_active ? "Deactivate" : "Activate"}
      </Button>
    </li>
  );
}
