// Starts the built application for the browser tests: a fresh data folder and an export.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = `${root}target/e2e`;
const data = `${folder}/data`;
rmSync(data, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

if (!existsSync(`${folder}/sample.csv`)) {
  const made = spawnSync(
    "cargo",
    ["xtask", "sample", "--rows", "400", "--columns", "wide", "--seed", "7", "--out", `${folder}/sample.csv`],
    { cwd: root, stdio: "inherit" },
  );
  if (made.status !== 0) process.exit(made.status ?? 1);
}

const app = spawn(
  `${root}target/release/undertone`,
  [
    "up",
    "--manifest",
    `${root}spin.toml`,
    "--listen",
    `127.0.0.1:${process.env.UNDERTONE_E2E_PORT}`,
    "--data",
    data,
    "--cache",
    `${root}target/compiled`,
  ],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      SPIN_VARIABLE_BOOTSTRAP_TOKEN: "one-time-token-of-the-browser-tests",
      SPIN_VARIABLE_SMTP_HOST: "127.0.0.1",
      SPIN_VARIABLE_SMTP_PORT: process.env.UNDERTONE_E2E_SMTP_PORT,
      SPIN_VARIABLE_SMTP_SECURITY: "none",
      SPIN_VARIABLE_SMTP_FROM: "Undertone <reports@example.org>",
      SPIN_VARIABLE_PUBLIC_URL: `http://127.0.0.1:${process.env.UNDERTONE_E2E_PORT}`,
    },
  },
);
app.on("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => app.kill(signal));
