import type { GivenSchedule } from "@/api/types";
import type { FaultOf } from "./faults";

/** What a schedule lacks, in plain words and before it is sent: the server would refuse it by its own rules. */
export function blanks({ name, repeat }: Pick<GivenSchedule, "name" | "repeat">): FaultOf {
  return (field) => {
    if (field === "name" && name.trim() === "") return "Give the schedule a name.";
    if (field === "repeat.time" && repeat.kind !== "cron" && repeat.time === "") return "Choose the time of day.";
    if (field === "repeat.expression" && repeat.kind === "cron" && repeat.expression.trim() === "")
      return "Write an expression, such as “0 8 * * MON-FRI”.";
    return undefined;
  };
}

/** Whether anything is missing. */
export const hasBlanks = (schedule: Parameters<typeof blanks>[0]) =>
  ["name", "repeat.time", "repeat.expression"].some((field) => blanks(schedule)(field) !== undefined);
