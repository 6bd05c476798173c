import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Subscription } from "@/api/types";
import { Frame } from "@/features/auth/frame";
import { Button } from "@/ui/button";
import { useTitle } from "@/ui/page";
import { FormProblem, SkeletonRows } from "@/ui/states";
import { BrokenLink } from "./broken";
import { resubscribe, subscription, unsubscribe } from "./queries";

/** An address says that it wants no more reports, or some again. */
export function Unsubscribe({ token }: { token: string }) {
  useTitle("Reports by mail");
  const found = useQuery(subscription(token));
  if (found.error && !found.data) return <BrokenLink error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data)
    return (
      <Frame title="Reports by mail" lead="What this link is about is being looked up.">
        <SkeletonRows rows={3} />
      </Frame>
    );
  return <Choice token={token} found={found.data} />;
}

function Choice({ token, found }: { token: string; found: Subscription }) {
  const queries = useQueryClient();
  const [everything, setEverything] = useState(false);
  const [wasAll, setWasAll] = useState(false);
  const keep = (now: Subscription) => queries.setQueryData(subscription(token).queryKey, now);
  const ending = useMutation({
    mutationFn: () => unsubscribe(token, everything),
    onSuccess: (now) => {
      setWasAll(everything);
      keep(now);
    },
  });
  const undoing = useMutation({ mutationFn: () => resubscribe(token), onSuccess: keep });
  // The button that held the focus is gone: the text that says what happened takes it.
  const said = useRef<HTMLParagraphElement>(null);
  const touched = ending.isSuccess || undoing.isSuccess;
  useEffect(() => {
    if (touched) said.current?.focus();
  }, [touched, found.subscribed]);
  const address = <strong className="font-medium break-words text-ink">{found.address}</strong>;
  const name = found.schedule === "" ? "a schedule that is gone" : `“${found.schedule}”`;

  if (!found.subscribed)
    return (
      <Frame title="You are unsubscribed" lead="You can close this page.">
        <div className="flex flex-col gap-4">
          <p ref={said} tabIndex={-1} className="text-sm text-ink-2 outline-none">
            {wasAll ? (
              <>No report of this workspace goes to {address} any more.</>
            ) : (
              <>
                No reports of {name} go to {address}.
              </>
            )}
          </p>
          {undoing.isSuccess && (
            <p role="alert" className="rounded-lg bg-caution-soft px-3 py-2 text-sm text-caution-ink">
              Mail to this address stays off: its mail server said that nobody is there. Tell who sent you the reports.
            </p>
          )}
          <FormProblem error={undoing.error} />
          {!undoing.isSuccess && (
            <Button busy={undoing.isPending} onClick={() => undoing.mutate()}>
              That was a mistake: send me reports again
            </Button>
          )}
        </div>
      </Frame>
    );
  return (
    <Frame title="Reports by mail" lead="What you got a mail about, and how to end it.">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          undoing.reset();
          ending.mutate();
        }}>
        <p ref={said} tabIndex={-1} className="text-sm text-ink-2 outline-none">
          The reports of {name} go to {address}.
        </p>
        <label className="flex items-start gap-2.5 text-sm">
          <input
            type="checkbox"
            className="mt-1 accent-(--accent)"
            checked={everything}
            onChange={(event) => setEverything(event.target.checked)}
          />
          <span>
            All reports of this workspace
            <span className="block text-xs text-ink-3">Not only this one: those of other schedules as well.</span>
          </span>
        </label>
        <FormProblem error={ending.error} />
        <Button type="submit" kind="primary" className="!h-10" busy={ending.isPending}>
          Unsubscribe
        </Button>
      </form>
    </Frame>
  );
}
