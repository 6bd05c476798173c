import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useMay } from "@/api/user";
import { count } from "@/lib/format";
import { LinkButton } from "@/ui/button";
import { Page } from "@/ui/page";
import { Empty } from "@/ui/states";
import { mailState } from "./queries";
import { RECENT_DAYS, useTroubles } from "./troubles";

interface FrameProps {
  lead: ReactNode;
  actions?: ReactNode;
  /** What one has to be allowed to find anything to do there. */
  planning?: boolean;
  children: ReactNode;
}

/** What the pages about reports have in common: the ways between them, and what went wrong. */
export function Frame({ lead, actions, planning = false, children }: FrameProps) {
  const may = useMay("reports:schedule");
  const mayTell = useMay("webhooks:manage");
  return (
    <Page title="Reports" lead={lead} actions={(may || !planning) && actions}>
      {may && (
        <nav
          aria-label="Reports"
          className="-mx-4 flex [scrollbar-width:none] gap-1 overflow-x-auto overflow-y-hidden px-4 shadow-[inset_0_-1px_0_var(--line)] sm:mx-0 sm:px-0">
          <Tab to="/reports" name="Create" exact />
          <Tab to="/reports/schedules" name="Schedules" />
          <Tab to="/reports/history" name="History" />
          {mayTell && <Tab to="/reports/webhooks" name="Webhooks" />}
        </nav>
      )}
      {planning && !may ? (
        <div className="panel">
          <Empty
            title="Analysts and administrators plan reports"
            action={<LinkButton to="/reports">Create a report now</LinkButton>}>
            Your role makes reports as PDF at any time; ask one of them for a schedule that sends you some.
          </Empty>
        </div>
      ) : (
        children
      )}
    </Page>
  );
}

interface TabProps {
  to: "/reports" | "/reports/schedules" | "/reports/history" | "/reports/webhooks";
  name: string;
  exact?: boolean;
}

function Tab({ to, name, exact = false }: TabProps) {
  return (
    <Link
      to={to}
      activeOptions={{ exact, includeSearch: false }}
      className="border-b-2 border-transparent px-3 py-2 text-sm font-medium text-ink-2 hover:text-ink pointer-coarse:py-3"
      activeProps={{ className: "!border-accent !text-ink" }}>
      {name}
    </Link>
  );
}

/** Failed and unknown deliveries, and where they are. */
export function TroubleNotice() {
  const { failed, unknown } = useTroubles();
  if (failed + unknown === 0) return null;
  return (
    <div role="note" className="rounded-lg bg-caution-soft px-4 py-3 text-sm text-caution-ink">
      {failed > 0 && (
        <p>
          {count(failed)} {failed === 1 ? "delivery" : "deliveries"} failed in the last {RECENT_DAYS} days.{" "}
          <Link to="/reports/history" search={{ status: "failed" }} className="font-medium underline">
            Show the failed
          </Link>
        </p>
      )}
      {unknown > 0 && (
        <p>
          Of {count(unknown)} {unknown === 1 ? "delivery" : "deliveries"} nobody knows whether{" "}
          {unknown === 1 ? "it" : "they"} arrived.{" "}
          <Link to="/reports/history" search={{ status: "unknown" }} className="font-medium underline">
            Show the unknown
          </Link>
        </p>
      )}
    </div>
  );
}

/** What mails lack by the settings of who runs the server. */
export function MailNotice() {
  const { data } = useQuery(mailState);
  if (!data || (data.configured && data.public_url !== null)) return null;
  return (
    <div role="note" className="rounded-lg bg-caution-soft px-4 py-3 text-sm text-caution-ink">
      {data.configured ? (
        <p>
          Mails have no links: nobody can unsubscribe or confirm by them, so addresses that are no user’s get no
          reports. Who runs Undertone sets the variable <Variable name="public_url" />, the address where it is reached.
        </p>
      ) : (
        <p>
          Mail is not set up: reports are made and kept in the history, but not mailed. Who runs Undertone sets the
          variables <Variable name="smtp_host" /> and <Variable name="smtp_from" />, and where needed{" "}
          <Variable name="smtp_port" />, <Variable name="smtp_security" />, <Variable name="smtp_username" /> and{" "}
          <Variable name="smtp_password" />; <Variable name="public_url" /> for the links in mails.
        </p>
      )}
    </div>
  );
}

function Variable({ name }: { name: string }) {
  return <code className="font-mono text-xs">{name}</code>;
}
