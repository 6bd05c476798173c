import { useSearch } from "@tanstack/react-router";
import { Frame } from "@/features/auth/frame";
import { useTitle } from "@/ui/page";
import { Confirm } from "./confirm";
import { Unsubscribe } from "./unsubscribe";

/** What a link of a mail leads to. It does nothing by itself: mail programs follow links, too. */
export function Mail() {
  const { unsubscribe, confirm } = useSearch({ from: "/mail" });
  if (unsubscribe !== undefined) return <Unsubscribe key={unsubscribe} token={unsubscribe} />;
  if (confirm !== undefined) return <Confirm key={confirm} token={confirm} />;
  return <Broken />;
}

function Broken() {
  useTitle("Reports by mail");
  return (
    <Frame title="This link is broken" lead="A part of its address is missing.">
      <p className="text-sm text-ink-2">
        Copy the whole address out of the mail, also where it goes on in the next line, and open it again.
      </p>
    </Frame>
  );
}
