import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { asProblem } from "@/api/problem";
import { Frame } from "@/features/auth/frame";
import { Button } from "@/ui/button";
import { useTitle } from "@/ui/page";
import { FormProblem } from "@/ui/states";
import { confirm } from "./queries";

/** An address says that it wants the reports it was asked about. */
export function Confirm({ token }: { token: string }) {
  useTitle("Reports by mail");
  const confirming = useMutation({ mutationFn: () => confirm(token) });
  const done = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The button that held the focus is gone.
    if (confirming.isSuccess) done.current?.focus();
  }, [confirming.isSuccess]);
  if (confirming.data) {
    const { address, schedule, subscribed } = confirming.data;
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
  const isBroken = confirming.error && isLinksFault(confirming.error);
  return (
    <Frame
      title={isBroken ? "This link does not work" : "Reports by mail"}
      lead="Somebody wants reports about support tickets to be mailed to you.">
      <div className="flex flex-col gap-4">
        {!isBroken && <p className="text-sm text-ink-2">If you do not want them, close this page: nothing is sent.</p>}
        <FormProblem error={confirming.error} />
        {!isBroken && (
          <Button kind="primary" className="!h-10" busy={confirming.isPending} onClick={() => confirming.mutate()}>
            Yes, send me the reports
          </Button>
        )}
      </div>
    </Frame>
  );
}

/** Whether trying again is of no use. */
const isLinksFault = (error: unknown) => {
  const { status } = asProblem(error);
  return status >= 400 && status < 500 && status !== 429;
};
