import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useLimits } from "@/api/limits";
import { asProblem } from "@/api/problem";
import { session } from "@/api/session";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { useTitle } from "@/ui/page";
import { FormProblem } from "@/ui/states";
import { firstRunToken } from "./first-run";
import { Frame } from "./frame";
import { NewPassword } from "./new-password";

/** The first account of a fresh installation. */
export function Welcome() {
  useTitle("Welcome");
  const navigate = useNavigate();
  const [token, setToken] = useState(firstRunToken);
  const [workspace, setWorkspace] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const longest = useLimits()?.workspace_name.max;
  const creating = useMutation({
    mutationFn: () =>
      session.bootstrap({
        token: token.trim(),
        email: email.trim(),
        password,
        ...(workspace.trim() ? { workspace: workspace.trim() } : {}),
      }),
    onSuccess: () => navigate({ to: "/upload" }),
  });
  const wrong = creating.error ? asProblem(creating.error) : undefined;
  const at = (field: string) => (wrong?.field === field ? wrong.message : undefined);
  return (
    <Frame title="Set up Undertone" lead="Nobody has an account here yet. The first one is an administrator’s.">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          creating.mutate();
        }}>
        <Field
          label="Setup token"
          name="token"
          autoComplete="off"
          required
          value={token}
          error={at("token")}
          hint="The one you set as bootstrap_token, or the one printed in the log at the first start."
          onChange={(event) => setToken(event.target.value)}
        />
        <Field
          label="Workspace"
          name="workspace"
          autoComplete="organization"
          placeholder="Support"
          maxLength={longest}
          value={workspace}
          error={at("workspace")}
          hint="The team whose tickets these are. Optional."
          onChange={(event) => setWorkspace(event.target.value)}
        />
        <Field
          label="Email"
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          error={at("email")}
          onChange={(event) => setEmail(event.target.value)}
        />
        <NewPassword
          label="Password"
          name="new-password"
          value={password}
          error={at("password")}
          onChange={(event) => setPassword(event.target.value)}
        />
        {wrong && !["token", "workspace", "email", "password"].includes(wrong.field ?? "") && (
          <FormProblem error={wrong} />
        )}
        <Button type="submit" kind="primary" busy={creating.isPending} className="mt-1 !h-10">
          Create the account
        </Button>
      </form>
    </Frame>
  );
}
