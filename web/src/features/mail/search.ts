import { text } from "@/lib/url";

/** What a link of a mail carries. */
export interface MailSearch {
  unsubscribe?: string | undefined;
  confirm?: string | undefined;
}

export const mailSearch = (search: Record<string, unknown>): MailSearch => ({
  unsubscribe: text(search["unsubscribe"]),
  confirm: text(search["confirm"]),
});
