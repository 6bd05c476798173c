import { EventSourceParserStream, type EventSourceMessage } from "eventsource-parser/stream";
import { asProblem } from "./problem";

/** Opens a stream of server-sent events. */
export type OpenStream = (signal: AbortSignal) => Promise<{ data?: ReadableStream<Uint8Array<ArrayBuffer>> | null }>;

/** Asked anew after each wait: the type checker takes the loop's condition for lasting. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

/** Milliseconds before the n-th attempt after a failure. */
const pause = (failures: number) => Math.min(10_000, 500 * 2 ** failures);

/**
 * Follows a stream until `onEvent` says it is over or the signal aborts. The server ends a stream
 * after a while on purpose: it is opened again at once, and after a failure with growing pauses. `onLost` hears of
 * each failure, and that the stream is there again.
 */
export async function follow(
  open: OpenStream,
  signal: AbortSignal,
  onEvent: (event: EventSourceMessage) => "more" | "over",
  onLost: (lost: boolean) => void = () => undefined,
): Promise<void> {
  let failures = 0;
  while (!isAborted(signal)) {
    try {
      const { data } = await open(signal);
      onLost(false);
      if (!data) return;
      const reader = data.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
      let received = false;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        received = true;
        if (onEvent(value) === "over") {
          await reader.cancel();
          return;
        }
      }
      failures = received ? 0 : failures + 1;
    } catch (error) {
      if (isAborted(signal)) return;
      const { status } = asProblem(error);
      if (status === 401 || status === 403 || status === 404) throw error;
      failures += 1;
      onLost(true);
    }
    await new Promise((resolve) => setTimeout(resolve, failures === 0 ? 200 : pause(failures)));
  }
}
