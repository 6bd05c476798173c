import { asProblem } from "@/api/problem";

/** What is wrong with a field and what to do about it, by what the server said; the first of several answers counts. */
export type FaultOf = (field: string) => string | undefined;

const told = (message: string, remedy: string | undefined) => [message, remedy].filter(Boolean).join(" ");

export function faults(...errors: unknown[]): FaultOf {
  const problems = errors.filter((error) => error !== null && error !== undefined).map(asProblem);
  return (field) => {
    const found = problems.find((problem) => problem.field === field);
    return found && told(found.message, found.remedy);
  };
}

const SHOWN = /^(name|timezone|period|template_id|paused_until|repeat\.\w+|recipients(\[\d+\])?|layout\.sections)$/;

/** Whether a failure has no field of a schedule to stand at. */
export const isHomeless = (error: unknown) => Boolean(error) && !SHOWN.test(asProblem(error).field ?? "");

/** The place of the recipient that is wrong. */
export function wrongRecipient(error: unknown): number | undefined {
  const place = error ? /^recipients\[(\d+)\]$/.exec(asProblem(error).field ?? "")?.[1] : undefined;
  return place === undefined ? undefined : Number(place);
}
