import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, type ReactNode } from "react";
import type { Question, Subscription } from "@/api/types";
import { Frame } from "@/features/auth/frame";
import { Button } from "@/ui/button";
import { useTitle } from "@/ui/page";
import { FormProblem, SkeletonRows } from "@/ui/states";
import { BrokenLink } from "./broken";
import { confirm, question } from "./queries";

/** An address says that it wants the reports it was asked about. */
export function Confirm({ token }: { token: string }) {
  useTitle("Reports by mail");
  const asked = useQuery(question(token));
  const confirming = useMutation({ mutationFn: () => confirm(token) });
  if (confirming.data) return <Confirmed of={confirming.data} />;
  if (asked.error && !asked.data) return <BrokenLink error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data)
    return (
      <Frame title="Reports by mail" lead="What this link is about is being looked up.">
        <SkeletonRows rows={3} />
      </Frame>
    );
  return (
    <Frame title="Reports by mail" lead="Somebody wants reports about support tickets to be mailed to you.">
      <div className="flex flex-col gap-4">
        <Who of={asked.data} />
        <p className="text-sm text-ink-2">
          {asked.data.confirmed
            ? "This address has said yes before."
            : "If you do not want them, close this page: nothing is sent."}
        </p>
        <FormProblem error={confirming.error} />
        <Button kind="primary" className="!h-10" busy={confirming.isPending} onClick={() => confirming.mutate()}>
          Yes, send me the reports
        </Button>
      </div>
    </Frame>
  );
}

/** Who asks, and for what. */
function Who({ of: { schedule, asked_by, workspace, address, sender } }: { of: Question }) {
  return (
    <dl className="flex flex-col gap-2 rounded-lg bg-sunken px-4 py-3 text-sm">
      <Fact name="The reports">{schedule ?? "of a schedule that is gone"}</Fact>
      {(asked_by ?? workspace) !== null && (
        <Fact name="Asked for by">
          {asked_by ?? "somebody"}
          {workspace !== null && `, of the workspace “${workspace}”`}
        </Fact>
      )}
      <Fact name="They go to">{address}</Fact>
      {sender !== null && <Fact name="They come from">{sender}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="font-medium break-words">{children}</dd>
    </div>
  );
}

function Confirmed({ of: { address, schedule, subscribed } }: { of: Subscription }) {
  const done = useRef<HTMLParagraphElement>(null);
  // The button that held the focus is gone.
  useEffect(() => done.current?.focus(), []);
  return (
    <Frame title="Confirmed" lead="You can close this page.">
      <p ref={done} tabIndex={-1} className="text-sm text-ink-2 outline-none">
        <strong className="font-medium break-words text-ink">{address}</strong>{" "}
        {subscribed ? (
          <>gets the reports{schedule && ` of “${schedule}”`} from now on. Each mail has a link that ends them.</>
        ) : (
          "is confirmed, but has unsubscribed: use the link of an earlier mail to get reports again."
        )}
      </p>
    </Frame>
  );
}
