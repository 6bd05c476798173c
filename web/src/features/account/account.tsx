import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/client";
import { Problem } from "@/api/problem";
import { session } from "@/api/session";
import { useUser } from "@/api/user";
import { NewPassword } from "@/features/auth/new-password";
import { cx } from "@/lib/cx";
import { chooseTheme, useTheme, type Theme } from "@/lib/theme";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Page, Panel } from "@/ui/page";
import { FormProblem } from "@/ui/states";
import { toast } from "@/ui/toast";

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** The signed-in user's own matters. */
export function Account() {
  const user = useUser();
  const theme = useTheme();
  return (
    <Page
      title="Account"
      lead={user && `${user.email}, ${user.role} of ${user.workspace.name}`}
      actions={<Button onClick={() => void session.signOut()}>Sign out</Button>}>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Panel title="Password">
          <ChangePassword />
        </Panel>
        <Panel title="Appearance">
          <div role="radiogroup" aria-label="Theme" className="flex gap-2 px-4 pt-2 pb-5 sm:px-5">
            {THEMES.map(({ value, label }) => (
              <button
                key={value}
                type="button"
                role="radio"
                aria-checked={theme === value}
                onClick={() => chooseTheme(value)}
                className={cx(
                  "flex-1 rounded-lg border px-3 py-2.5 text-sm",
                  theme === value
                    ? "border-accent bg-accent-soft font-medium text-accent-strong"
                    : "border-line hover:bg-hover",
                )}>
                {label}
              </button>
            ))}
          </div>
        </Panel>
      </div>
    </Page>
  );
}

function ChangePassword() {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const changing = useMutation({
    mutationFn: async () => {
      if (next !== again)
        throw new Problem(0, { code: "mismatch", detail: "The new password and its repetition differ." });
      await api.POST("/api/auth/password", { body: { current, new: next } });
    },
    onSuccess: () => {
      setCurrent("");
      setNext("");
      setAgain("");
      toast("The password is changed; other sessions have ended.");
    },
  });
  return (
    <form
      className="flex flex-col gap-4 px-4 pt-2 pb-5 sm:px-5"
      onSubmit={(event) => {
        event.preventDefault();
        changing.mutate();
      }}>
      <Field
        label="Current password"
        type="password"
        required
        autoComplete="current-password"
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <NewPassword label="New password" value={next} onChange={(event) => setNext(event.target.value)} />
      <Field
        label="New password, again"
        type="password"
        required
        autoComplete="new-password"
        value={again}
        onChange={(event) => setAgain(event.target.value)}
      />
      <FormProblem error={changing.error} />
      <div>
        <Button type="submit" kind="primary" busy={changing.isPending}>
          Change the password
        </Button>
      </div>
    </form>
  );
}
