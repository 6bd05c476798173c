import { readFileSync } from "node:fs";

const given = process.env["UNDERTONE_URL"];

// The processes of a run inherit the port that its first one chose; this range lies below the one systems lend out.
const port = (process.env["UNDERTONE_E2E_PORT"] ??= String(20_000 + Math.floor(Math.random() * 10_000)));

const smtpPort = (process.env["UNDERTONE_E2E_SMTP_PORT"] ??= given ? "0" : String(Number(port) - 10_000));

/** Where the application runs, and what belongs to it. `e2e/serve.mjs` knows the same places. */
export const application = {
  url: given ?? `http://127.0.0.1:${port}`,
  own: given === undefined,
  /** Where it sends its mail: the tests listen there. 0: elsewhere. */
  smtpPort: Number(smtpPort),
  token: process.env["UNDERTONE_BOOTSTRAP_TOKEN"] ?? "one-time-token-of-the-browser-tests",
  sample: process.env["UNDERTONE_SAMPLE"] ?? "../target/e2e/sample.csv",
};

/** What the generator says its export holds: `<name>.manifest.json` beside the export. */
export interface Manifest {
  rows: number;
  columns: number;
  timezone: string;
  row_errors: Record<string, number>;
  file: { tickets: number; comments: number; status: Record<string, number>; created_per_day: Record<string, number> };
}

export function manifest(): Manifest {
  return JSON.parse(readFileSync(application.sample.replace(/\.csv$/, ".manifest.json"), "utf8")) as Manifest;
}

export const rowErrors = (of: Manifest) => Object.values(of.row_errors).reduce((sum, errors) => sum + errors, 0);

export const admin = { email: "ada@example.org", password: "correct horse battery staple" };
