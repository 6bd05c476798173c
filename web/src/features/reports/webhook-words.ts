import type { Webhook, WebhookTest } from "@/api/types";
import { count, words } from "@/lib/format";
import { sentence } from "@/lib/sentence";
import type { Tone } from "./delivery-words";

const STATES: Record<string, { name: string; tone: Tone; note: string }> = {
  due: { name: "Waits", tone: "calm", note: "The latest call is made within seconds." },
  sent: { name: "Taken", tone: "good", note: "The address took the latest call." },
  retrying: {
    name: "Tried again",
    tone: "doubt",
    note: "The address did not take the latest call; it is tried again for a day, with growing pauses.",
  },
  failed: { name: "Failed", tone: "bad", note: "The address did not take the latest call in a day; it was given up." },
};

/** How the latest call ended; before the first there was none. */
export function lastCall({ enabled, last_status: status }: Webhook) {
  if (!enabled)
    return { name: "Paused", tone: "calm" as const, note: "It is told nothing; what it was not told before waits." };
  if (status === null)
    return { name: "Not called yet", tone: "calm" as const, note: "No delivery has ended since it is told." };
  return STATES[status] ?? { name: words(status), tone: "calm" as const, note: "" };
}

/** What was answered to a test. */
export function answered({ status, answer }: WebhookTest): string {
  if (!answer) return "What was answered is not known.";
  const time = `${count(answer.milliseconds)} ms`;
  if (answer.status === null) return `The test failed after ${time}. ${sentence(answer.text)}`;
  return `${status === "sent" ? "The address took the test" : "The test failed"}: answered ${answer.status} in ${time}.`;
}

/** What is wrong with an address before it is sent; the server looks again. */
export function wrongAddress(text: string): string | undefined {
  const url = text.trim();
  if (url === "") return "Write the address that is to be called, such as https://example.org/hooks/reports.";
  if (!/^https?:\/\//i.test(url)) return "An address begins with https:// or http://.";
  return undefined;
}
