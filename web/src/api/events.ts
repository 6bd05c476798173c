import { call } from "./client";
import { asProblem } from "./problem";

export interface ServerEvent {
  event: string;
  data: string;
}

/** Splits a stream of server-sent events; what is incomplete waits for the next piece. */
export function createParser(): (piece: string) => ServerEvent[] {
  let rest = "";
  return (piece) => {
    const blocks = (rest + piece).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      let event = "message";
      const data: string[] = [];
      for (const line of block.split("\n")) {
        const [name, value] = split(line);
        if (name === "event") event = value;
        if (name === "data") data.push(value);
      }
      return data.length > 0 || event !== "message" ? [{ event, data: data.join("\n") }] : [];
    });
  };
}

function split(line: string): [string, string] {
  const at = line.indexOf(":");
  if (at < 0) return [line, ""];
  return [line.slice(0, at), line.slice(at + 1).replace(/^ /, "")];
}

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
  path: string,
  signal: AbortSignal,
  onEvent: (event: ServerEvent) => "more" | "over",
  onLost: (lost: boolean) => void = () => undefined,
): Promise<void> {
  let failures = 0;
  while (!isAborted(signal)) {
    try {
      const response = await call(path, { signal, headers: { accept: "text/event-stream" } });
      onLost(false);
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      if (!reader) return;
      const parse = createParser();
      let received = false;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        for (const event of parse(value)) {
          received = true;
          if (onEvent(event) === "over") {
            await reader.cancel();
            return;
          }
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
