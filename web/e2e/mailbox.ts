import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { expect } from "@playwright/test";
import { application } from "./application";

export interface Received {
  to: string[];
  mail: Email;
}

/** A mail server of the test's own, in plain words: it takes whatever comes and keeps it. */
export class Mailbox {
  readonly received: Received[] = [];
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("error", done);
      stream.on("end", () => {
        PostalMime.parse(Buffer.concat(chunks)).then(
          (mail) => {
            this.received.push({ to: envelope.rcptTo.map(({ address }) => address), mail });
            done();
          },
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      });
    },
  });

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await new Promise<void>((listening, failed) => {
      mailbox.#server.on("error", failed);
      mailbox.#server.listen(application.smtpPort, "127.0.0.1", listening);
    });
    return mailbox;
  }

  close(): Promise<void> {
    return new Promise((closed) => this.#server.close(closed));
  }

  /** Waits for a mail to an address whose subject fits. */
  async next(to: string, subject: RegExp): Promise<Email> {
    const find = () => this.received.find((one) => one.to.includes(to) && subject.test(one.mail.subject ?? ""))?.mail;
    await expect.poll(find, { timeout: 60_000, message: `a mail to ${to}` }).toBeDefined();
    const found = find();
    if (!found) throw new Error("the mail is gone again");
    return found;
  }
}

/** The address in a mail's text that leads to a page of ours. */
export function linkOf(mail: Email, page: string): string {
  const text = mail.text ?? "";
  const found = text.split(/\s+/).find((word) => word.startsWith(`${application.url}${page}`));
  expect(found, text).toBeDefined();
  return found ?? "";
}

export const header = (mail: Email, name: string) =>
  mail.headers.find(({ key }) => key === name.toLowerCase())?.value ?? "";
