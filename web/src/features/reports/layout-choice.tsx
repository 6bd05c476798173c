import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { GivenSchedule, ReportTemplate } from "@/api/types";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Modal } from "@/ui/modal";
import { Select } from "@/ui/select";
import { FormProblem } from "@/ui/states";
import { toast } from "@/ui/toast";
import { faults, type FaultOf } from "./faults";
import { Labelled } from "./labelled";
import { LayoutEditor } from "./layout-editor";
import { createTemplate, templateList, TEMPLATES } from "./queries";
import { LANGUAGES, PAPERS, SECTIONS, USUAL } from "./words";

type Chosen = Pick<GivenSchedule, "template_id" | "layout">;

interface LayoutChoiceProps extends Chosen {
  onChange: (chosen: Chosen) => void;
  fault: FaultOf;
}

/** A template's layout, or one's own, which can become a template. */
export function LayoutChoice({ template_id, layout, onChange, fault }: LayoutChoiceProps) {
  const { data } = useQuery(templateList);
  const [naming, setNaming] = useState(false);
  const templates = data?.results ?? [];
  const chosen = templates.find(({ id }) => id === template_id);
  const options = [
    { value: "", label: "Its own" },
    ...templates.map(({ id, name }) => ({ value: id, label: `Template “${name}”` })),
    ...(template_id && !chosen ? [{ value: template_id, label: "Template" }] : []),
  ];
  return (
    <div className="flex flex-col gap-4">
      <Labelled label="Layout" error={fault("template_id")}>
        <Select
          label="Layout"
          className="w-full max-w-xs"
          value={template_id ?? ""}
          options={options}
          onChange={(id) => {
            const next = templates.find((template) => template.id === id);
            // Going on from a template begins with what it has.
            onChange({ template_id: id || null, layout: next?.layout ?? chosen?.layout ?? layout });
          }}
        />
      </Labelled>
      {template_id ? (
        chosen && <Told template={chosen} />
      ) : (
        <>
          <LayoutEditor
            layout={layout}
            error={fault("layout.sections")}
            onChange={(changed) => onChange({ template_id: null, layout: changed })}
          />
          <div>
            <Button onClick={() => setNaming(true)}>Save as template</Button>
          </div>
          <Modal open={naming} title="Save as template" onClose={() => setNaming(false)}>
            <Naming
              layout={layout}
              onClose={() => setNaming(false)}
              onSaved={(id) => {
                setNaming(false);
                onChange({ template_id: id, layout });
              }}
            />
          </Modal>
        </>
      )}
    </div>
  );
}

function Told({ template: { layout } }: { template: ReportTemplate }) {
  const sections = layout.sections.length === 0 ? USUAL : layout.sections;
  return (
    <p className="text-sm text-ink-2">
      {LANGUAGES[layout.language]}, {PAPERS[layout.paper]}: {sections.map((section) => SECTIONS[section]).join(", ")}. A
      change of the template changes the next report. Choose “Its own” to go on from here without it.
    </p>
  );
}

interface NamingProps {
  layout: Chosen["layout"];
  onClose: () => void;
  onSaved: (id: string) => void;
}

function Naming({ layout, onClose, onSaved }: NamingProps) {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const saving = useMutation({
    mutationFn: () => createTemplate({ name: name.trim(), layout }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: TEMPLATES });
      toast(`The template “${made.name}” is saved; this schedule uses it once it is saved, too.`);
      onSaved(made.id);
    },
  });
  const error = faults(saving.error)("name");
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog is drawn elsewhere but stands inside the schedule's form.
        event.stopPropagation();
        saving.mutate();
      }}>
      <Field
        label="Name"
        maxLength={100}
        required
        autoComplete="off"
        value={name}
        error={error}
        onChange={(event) => setName(event.target.value)}
      />
      {error === undefined && <FormProblem error={saving.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" kind="primary" busy={saving.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
