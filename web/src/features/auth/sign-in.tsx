import { useMutation } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { session } from "@/api/session";
import { ownPath } from "@/lib/url";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { useTitle } from "@/ui/page";
import { FormProblem } from "@/ui/states";
import { Frame } from "./frame";

export function SignIn() {
  useTitle("Sign in");
  const router = useRouter();
  const { next } = useSearch({ from: "/sign-in" });
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const entering = useMutation({
    mutationFn: () => session.signIn(email.trim(), password),
    onSuccess: () => router.history.push(ownPath(next)),
  });
  return (
    <Frame title="Sign in" lead={next ? "Your session has ended. Sign in to go on where you were." : "Welcome back."}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          entering.mutate();
        }}>
        <Field
          label="Email"
          type="email"
          name="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Field
          label="Password"
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <FormProblem error={entering.error} />
        <Button type="submit" kind="primary" busy={entering.isPending} className="mt-1 !h-10">
          Sign in
        </Button>
      </form>
    </Frame>
  );
}
