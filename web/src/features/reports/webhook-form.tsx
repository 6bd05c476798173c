import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { CreatedWebhook } from "@/api/types";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { FormProblem } from "@/ui/states";
import { toast } from "@/ui/toast";
import { faults } from "./faults";
import { createWebhook, WEBHOOKS } from "./queries";
import { wrongAddress } from "./webhook-words";

/** The address of a program that is to be told. */
export function NewWebhook({ onMade }: { onMade: (made: CreatedWebhook) => void }) {
  const queries = useQueryClient();
  const [url, setUrl] = useState("");
  const [isSent, setSent] = useState(false);
  const making = useMutation({
    mutationFn: () => createWebhook(url.trim()),
    onSuccess: async (made) => {
      setUrl("");
      setSent(false);
      await queries.invalidateQueries({ queryKey: WEBHOOKS });
      onMade(made);
    },
  });
  const told = faults(making.error)("url");
  const error = (isSent ? wrongAddress(url) : undefined) ?? told;
  return (
    <form
      aria-label="New webhook"
      noValidate
      className="flex flex-col gap-3 px-4 pb-4 sm:px-5"
      onSubmit={(event) => {
        event.preventDefault();
        setSent(true);
        if (wrongAddress(url) === undefined) making.mutate();
      }}>
      <div className="flex flex-wrap items-start gap-3">
        <Field
          label="Address"
          type="url"
          inputMode="url"
          className="min-w-0 flex-1 basis-72"
          maxLength={500}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="https://example.org/hooks/reports"
          value={url}
          error={error}
          hint="It gets report.sent, report.failed and report.unknown as JSON, signed as Standard Webhooks say."
          onChange={(event) => {
            setUrl(event.target.value);
            if (making.isError) making.reset();
          }}
        />
        <Button type="submit" kind="primary" className="sm:mt-6.5" busy={making.isPending}>
          Create
        </Button>
      </div>
      {told === undefined && <FormProblem error={making.error} />}
    </form>
  );
}

/** What calls are signed with: here once, and nowhere again. */
export function Secret({ of: { url, secret }, onDone }: { of: CreatedWebhook; onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(secret);
      toast("The secret is copied.");
    } catch {
      // A browser keeps the clipboard shut where the page came without encryption: it is selected all the same.
      toast("The browser does not let it be copied from here; it is selected: press Ctrl or ⌘ and C.", "bad");
    }
  };
  return (
    <section aria-label="The secret" className="panel flex flex-col gap-3 border-accent px-4 py-4 sm:px-5">
      <p className="text-sm">
        The webhook to <span className="font-mono break-all">{url}</span> is made. Its calls are signed with this
        secret. <strong className="font-medium">It is shown only now:</strong> save it where the program that is called
        finds it.
      </p>
      <div className="flex flex-wrap items-end gap-2">
        <input
          ref={field}
          readOnly
          aria-label="Secret"
          className="control min-w-0 flex-1 basis-64 font-mono text-sm"
          value={secret}
          onFocus={(event) => event.target.select()}
        />
        <Button onClick={() => void copy()}>Copy</Button>
        <Button kind="ghost" onClick={onDone}>
          I have saved it
        </Button>
      </div>
    </section>
  );
}
