import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Role } from "@/api/types";
import { NewPassword } from "@/features/auth/new-password";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Modal } from "@/ui/modal";
import { Select } from "@/ui/select";
import { FormProblem } from "@/ui/states";
import { toast } from "@/ui/toast";
import { addMember, ROLES } from "./queries";

const OPTIONS = ROLES.map(({ value, label, note }) => ({ value, label: `${label}: ${note}` }));

/** Adds somebody to the workspace. */
export function AddUser() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="primary" onClick={() => setOpen(true)}>
        Add a user
      </Button>
      <Modal open={open} title="Add a user" onClose={() => setOpen(false)}>
        <Form onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const adding = useMutation({
    mutationFn: () => addMember({ email: email.trim(), password, role }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["users"] });
      toast(`${email.trim()} can sign in now.`);
      onDone();
    },
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        adding.mutate();
      }}>
      <Field
        label="Email"
        type="email"
        required
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <NewPassword
        label="First password"
        hint="Tell it to them; they change it under Account."
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <div className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">Role</span>
        <Select label="Role" value={role} options={OPTIONS} onChange={setRole} />
      </div>
      <FormProblem error={adding.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" kind="primary" busy={adding.isPending}>
          Add
        </Button>
      </div>
    </form>
  );
}
