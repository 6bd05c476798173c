import type { GivenSchedule, Schedule } from "../src/api/types";
import { problem, type Answers } from "./api";
import { schedule } from "./planned";

/** Schedules that are really kept. */
export function kept(all: Schedule[], sent: GivenSchedule[] = []): Answers {
  const gone: Schedule[] = [];
  const asked = (given: GivenSchedule): Partial<Schedule> => ({
    ...given,
    timezone: given.timezone ?? "UTC",
    recipients: given.recipients.map((address) => ({ address, state: "unconfirmed" as const })),
  });
  return {
    "GET /api/report/schedules": () => ({ total: all.length, count: all.length, offset: 0, limit: 20, results: all }),
    "POST /api/report/schedules": (_, route) => {
      const given = route.request().postDataJSON() as GivenSchedule;
      sent.push(given);
      if (given.name.trim() === "")
        return problem(400, "a name has 1 to 100 characters, all of which can be seen", {
          field: "name",
          remedy: "type the name anew, without line breaks and marks of the direction of writing",
        });
      const wrong = given.recipients.findIndex((address) => !address.includes("@"));
      if (wrong >= 0)
        return problem(400, `"${given.recipients[wrong] ?? ""}" is no email address`, {
          field: `recipients[${wrong}]`,
          remedy: "type the address anew, such as name@example.org",
        });
      const made = schedule("new", asked(given));
      all.push(made);
      return made;
    },
    "PUT /api/report/schedules/s1": (_, route) => {
      const given = route.request().postDataJSON() as GivenSchedule;
      sent.push(given);
      all[0] = { ...schedule("s1"), ...asked(given) };
      return all[0];
    },
    "DELETE /api/report/schedules/s1": (_, route) => {
      gone.push(...all.splice(0, 1));
      void route.fulfill({ status: 204 });
      return undefined;
    },
    "POST /api/report/schedules/s1/restore": () => {
      all.unshift(...gone.splice(0));
      return all[0];
    },
  };
}
