import type { Delivery } from "@/api/types";
import { AlertIcon, CheckIcon, InboxIcon, JobsIcon, MailIcon, PauseIcon, QuestionIcon, RefreshIcon } from "@/ui/icons";
import { words } from "@/lib/format";
import { STATUSES, type Status } from "./search";

export type Tone = "good" | "bad" | "doubt" | "calm";

/** How a state looks. */
export const TONES: Record<Tone, string> = {
  good: "bg-positive-soft text-positive-ink",
  bad: "bg-negative-soft text-negative-ink",
  doubt: "bg-caution-soft text-caution-ink",
  calm: "bg-neutral-soft text-neutral-ink",
};

/** What a delivery's state is called, how it looks, and what it means. */
export const STATES: Record<Status, { name: string; tone: Tone; icon: typeof MailIcon; note: string }> = {
  due: { name: "Waits", tone: "calm", icon: JobsIcon, note: "It is its turn within seconds." },
  rendering: { name: "Being made", tone: "calm", icon: JobsIcon, note: "The pages are being set." },
  sending: { name: "Being sent", tone: "calm", icon: MailIcon, note: "The mail server is being talked to." },
  sent: { name: "Sent", tone: "good", icon: CheckIcon, note: "The mail server has taken it." },
  retrying: {
    name: "Tried again",
    tone: "doubt",
    icon: RefreshIcon,
    note: "It did not go out yet and is tried again.",
  },
  failed: { name: "Failed", tone: "bad", icon: AlertIcon, note: "It did not go out and is not tried again." },
  skipped: { name: "Skipped", tone: "calm", icon: PauseIcon, note: "It was not to be sent." },
  unknown: {
    name: "Not known",
    tone: "doubt",
    icon: QuestionIcon,
    note: "Nobody knows whether it arrived.",
  },
  kept: { name: "Kept", tone: "calm", icon: InboxIcon, note: "It was made and kept here: mail is not set up." },
};

/** A state, or what a newer server calls one. */
export function stateOf({ status }: Delivery) {
  const known = STATUSES.find((one) => one === status);
  return known ? STATES[known] : { name: words(status), tone: "calm" as const, icon: QuestionIcon, note: "" };
}

const REASONS: Record<string, string> = {
  unconfirmed: "The address has not confirmed yet that it wants reports.",
  user_inactive: "The user is not let in any more.",
  unsubscribed: "The recipient has unsubscribed.",
  bounced: "The recipient’s server said for good that nobody is there.",
  no_recipient: "The address is no recipient of the schedule any more.",
  owner_inactive: "The owner of the schedule is not let in any more.",
  paused: "The schedule was paused.",
  missed: "Nothing ran when it was due, and the schedule does not catch up on it.",
  schedule_deleted: "The schedule was deleted before.",
  mail_not_configured: "Mail is not set up on this server.",
  refused: "The server did not take it.",
  deferred: "The server put it off.",
  unreachable: "The server was not reached.",
  given_up: "It was tried for a day, then given up.",
  connection_lost: "The connection was lost after the mail had left and before the server had said that it has it.",
  interrupted: "Undertone was ended after the mail had left and before the server had said that it has it.",
  settled: "Somebody found out and said so here.",
};

/** Why a delivery is as it is; where no server refused it, the step that failed says it. */
export function reason({ reason: why, server_code }: Delivery): string | undefined {
  if (why === null || (why === "refused" && server_code === null)) return undefined;
  return REASONS[why] ?? `${words(why)}.`;
}

const STEPS: Record<string, string> = {
  rendering: "making the report",
  lookup: "looking up the server’s name",
  connect: "connecting to the server",
  tls: "agreeing on encryption (TLS)",
  greeting: "waiting for the server’s greeting",
  hello: "introducing itself (EHLO)",
  starttls: "turning encryption on (STARTTLS)",
  authentication: "signing in to the server",
  sender: "naming the sender (MAIL)",
  recipient: "naming the recipient (RCPT)",
  data: "offering the message (DATA)",
  message: "handing over the message",
};

/** The step that failed, as in "failed when …". */
export const step = ({ failed_step }: Delivery) =>
  failed_step === null ? undefined : (STEPS[failed_step] ?? words(failed_step).toLowerCase());

/** What a mail server said, with its code. */
export const serverSaid = ({ server_code, server_words }: Delivery) =>
  [server_code, server_words].filter((part) => part !== null && part !== "").join(" ") || undefined;

const KINDS: Record<string, string> = {
  slot: "Regular",
  now: "Sent by hand",
  test: "Test",
  notice: "Notice to the owner",
  confirm: "Question whether mail is wanted",
};
export const kind = (delivery: Delivery) => KINDS[delivery.kind] ?? words(delivery.kind);
