import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { GivenTemplate, ReportTemplate } from "@/api/types";
import { ago, count, dateTime } from "@/lib/format";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Modal } from "@/ui/modal";
import { Panel } from "@/ui/page";
import { Failure, FormProblem, SkeletonRows } from "@/ui/states";
import { toast, toastProblem } from "@/ui/toast";
import { Undo } from "@/ui/undo";
import { asProblem } from "@/api/problem";
import { faults } from "./faults";
import { LayoutEditor } from "./layout-editor";
import { changeTemplate, createTemplate, deleteTemplate, SCHEDULES, templateList, TEMPLATES } from "./queries";
import { LANGUAGES, PAPERS, USUAL } from "./words";

const FRESH: GivenTemplate = { name: "", layout: { language: "en", paper: "a4", sections: [] } };

/** Layouts that the workspace keeps under names. */
export function Templates() {
  const list = useQuery(templateList);
  const [open, setOpen] = useState<ReportTemplate | "new">();
  const [gone, setGone] = useState<Gone>();
  const close = () => setOpen(undefined);
  return (
    <>
      {gone && (
        <Undo
          of={gone}
          restore={() => createTemplate({ name: gone.template.name, layout: gone.template.layout }, gone.schedules)}
          queryKeys={[TEMPLATES, SCHEDULES]}
          onDone={() => setGone(undefined)}>
          The template “{gone.template.name}” is deleted
          {gone.template.schedules > 0 &&
            `; ${schedules(gone.template.schedules)} of it ${gone.template.schedules === 1 ? "keeps" : "keep"} its layout`}
          .
        </Undo>
      )}
      {list.error && !list.data ? (
        <Failure title="The templates could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <Panel title="Templates" aside={<Button onClick={() => setOpen("new")}>New template</Button>}>
          {!list.data ? (
            <SkeletonRows rows={2} />
          ) : list.data.results.length === 0 ? (
            <p className="px-4 pt-1 pb-4 text-sm text-ink-2 sm:px-5">
              None yet. A template keeps sections, language and paper under a name, for several schedules.
            </p>
          ) : (
            <ul aria-label="Templates">
              {list.data.results.map((template) => (
                <Row key={template.id} template={template} onEdit={setOpen} onDeleted={setGone} />
              ))}
            </ul>
          )}
        </Panel>
      )}
      <Modal open={open !== undefined} title={open === "new" ? "New template" : "Edit the template"} onClose={close}>
        {open !== undefined && <Edit template={open === "new" ? undefined : open} onDone={close} />}
      </Modal>
    </>
  );
}

/** A template that was deleted, and which schedules have its layout for their own since. */
interface Gone {
  template: ReportTemplate;
  schedules: string[];
}

const schedules = (number: number) => `${count(number)} ${number === 1 ? "schedule" : "schedules"}`;

interface RowProps {
  template: ReportTemplate;
  onEdit: (template: ReportTemplate) => void;
  onDeleted: (gone: Gone) => void;
}

function Row({ template, onEdit, onDeleted }: RowProps) {
  const queries = useQueryClient();
  const { name, layout } = template;
  const deleting = useMutation({
    mutationFn: () => deleteTemplate(template.id),
    onSuccess: async ({ schedules }) => {
      await Promise.all([TEMPLATES, SCHEDULES].map((queryKey) => queries.invalidateQueries({ queryKey })));
      onDeleted({ template, schedules });
    },
    onError: toastProblem,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 sm:px-5">
      <span className="min-w-0 flex-1 basis-48">
        <span className="block font-medium break-words">{name}</span>
        <span className="block text-xs text-ink-3">
          {LANGUAGES[layout.language]} · {PAPERS[layout.paper]} · {count(layout.sections.length || USUAL.length)}{" "}
          sections · {template.schedules === 0 ? "used by none" : `used by ${schedules(template.schedules)}`} ·{" "}
          <time dateTime={template.updated_at} title={dateTime(template.updated_at)}>
            {ago(template.updated_at)}
          </time>
        </span>
      </span>
      <span className="flex gap-2">
        <Button aria-label={`Edit the template ${name}`} onClick={() => onEdit(template)}>
          Edit
        </Button>
        <Button
          kind="danger"
          aria-label={`Delete the template ${name}`}
          busy={deleting.isPending}
          onClick={() => deleting.mutate()}>
          Delete
        </Button>
      </span>
    </li>
  );
}

function Edit({ template, onDone }: { template: ReportTemplate | undefined; onDone: () => void }) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState<GivenTemplate>(template ?? FRESH);
  const saving = useMutation({
    mutationFn: () => {
      const given = { name: draft.name.trim(), layout: draft.layout };
      return template ? changeTemplate(template.id, given) : createTemplate(given);
    },
    onSuccess: async (kept) => {
      await Promise.all([TEMPLATES, SCHEDULES].map((queryKey) => queries.invalidateQueries({ queryKey })));
      toast(`The template “${kept.name}” is saved.`);
      onDone();
    },
  });
  const fault = faults(saving.error);
  const isShown = ["name", "layout.sections"].includes(asProblem(saving.error).field ?? "");
  return (
    <form
      className="flex min-h-0 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}>
      <div className="-mx-1 flex max-h-[60dvh] flex-col gap-4 overflow-y-auto px-1 pb-1">
        <Field
          label="Name"
          required
          maxLength={100}
          autoComplete="off"
          value={draft.name}
          error={fault("name")}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <LayoutEditor
          layout={draft.layout}
          error={fault("layout.sections")}
          onChange={(layout) => setDraft({ ...draft, layout })}
        />
        {template && template.schedules > 0 && (
          <p className="text-xs text-ink-3">The next report of {schedules(template.schedules)} is set by it.</p>
        )}
      </div>
      {!isShown && <FormProblem error={saving.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" kind="primary" busy={saving.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
