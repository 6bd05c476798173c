import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { NameLabel } from "@/api/types";
import { count } from "@/lib/format";
import { Button } from "@/ui/button";
import { UploadIcon } from "@/ui/icons";
import { Modal } from "@/ui/modal";
import { Select } from "@/ui/select";
import { FormProblem } from "@/ui/states";
import { toast } from "@/ui/toast";
import { importNames, OPTIONS } from "./queries";

const KINDS = [
  { value: "", label: "Each line: name, kind" },
  ...OPTIONS.map(({ value, label }) => ({ value, label: `Each line a name: ${label.toLowerCase()}` })),
] as const;

/** The most wrong lines that fit beside the form. */
const SHOWN = 5;

/** Takes a whole list in, or says line by line why not. */
export function ImportNames() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <UploadIcon />
        Import
      </Button>
      <Modal open={open} title="Import names" onClose={() => setOpen(false)}>
        <Form onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const queries = useQueryClient();
  const [list, setList] = useState("");
  const [kind, setKind] = useState<NameLabel | "">("");
  const importing = useMutation({
    mutationFn: () => importNames(list, kind || undefined),
    onSuccess: ({ added, changed, unchanged }) => {
      void queries.invalidateQueries({ queryKey: ["names"] });
      toast(`${count(added)} names added, ${count(changed)} changed, ${count(unchanged)} were there.`);
      onDone();
    },
  });
  const faults = importing.error ? asProblem(importing.error).faults : [];
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        importing.mutate();
      }}>
      <label className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">File</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          className="text-sm"
          onChange={(event) => {
            void event.target.files?.[0]?.text().then(setList);
          }}
        />
      </label>
      <label className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">List</span>
        <textarea
          rows={6}
          value={list}
          onChange={(event) => setList(event.target.value)}
          placeholder={"Aurora Sync,PRODUCT\nContoso,ORGANIZATION\nMonitor,EXCLUDED"}
          spellCheck={false}
          className="control !h-auto w-full py-2 font-mono text-xs"
        />
      </label>
      <Select label="Lines" value={kind} options={KINDS} onChange={setKind} />
      <FormProblem error={importing.error} />
      {faults.length > 0 && (
        <ul aria-label="Wrong lines" className="rounded-lg border border-line px-3 py-2 text-xs">
          {faults.slice(0, SHOWN).map(({ field, detail }, index) => (
            <li key={index} className="py-0.5 break-words">
              <span className="font-medium">{field}</span>: {detail}
            </li>
          ))}
          {faults.length > SHOWN && <li className="py-0.5 text-ink-3">and {count(faults.length - SHOWN)} more</li>}
        </ul>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" kind="primary" busy={importing.isPending} disabled={list.trim() === ""}>
          Import
        </Button>
      </div>
    </form>
  );
}
