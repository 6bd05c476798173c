import { Checkbox, Field, Label } from "@headlessui/react";
import { useState } from "react";
import { useMay } from "@/api/user";
import { browserZone, zones } from "@/lib/dates";
import { Combo } from "@/ui/combo";
import { CheckIcon } from "@/ui/icons";
import { Page } from "@/ui/page";
import { Empty } from "@/ui/states";
import { Dropzone } from "./dropzone";
import { SavedMappings } from "./saved-mappings";
import { addFiles, useUploads } from "./store";
import { UploadCard } from "./upload-card";

/** Where exports come in. */
export function Upload() {
  const mayUpload = useMay("uploads:write");
  const [zone, setZone] = useState(browserZone);
  const [review, setReview] = useState(false);
  const uploads = useUploads();
  if (!mayUpload) {
    return (
      <Page title="Upload">
        <div className="panel">
          <Empty title="Viewers cannot upload">An administrator of your workspace can make you an analyst.</Empty>
        </div>
      </Page>
    );
  }
  return (
    <Page title="Upload" lead="A later export of the same project updates its tickets; nothing is counted twice.">
      <Dropzone onFiles={(files) => addFiles(files, zone, review)} />
      <div className="flex flex-wrap items-start gap-x-10 gap-y-4 px-1">
        <div className="flex w-72 max-w-full flex-col gap-1.5">
          <span className="text-sm font-medium">Timezone of the export</span>
          <Combo
            label="Timezone of the export"
            value={zone}
            options={zones()}
            onChange={(next) => setZone(next || browserZone())}
          />
          <span className="text-xs text-ink-3">Exports carry no timezone: their times are read as this one’s.</span>
        </div>
        <Field className="flex max-w-sm items-start gap-2.5 sm:mt-6">
          <Checkbox
            checked={review}
            onChange={setReview}
            className="group mt-0.5 grid size-4.5 shrink-0 place-items-center rounded border border-line-strong bg-surface data-[checked]:border-transparent data-[checked]:bg-accent">
            <CheckIcon className="hidden size-3.5 text-on-ink group-data-[checked]:block" />
          </Checkbox>
          <Label className="text-sm">
            Let me check the columns first
            <span className="block text-xs text-ink-3">
              Otherwise it goes on by itself when it is sure of key, text and date.
            </span>
          </Label>
        </Field>
      </div>
      <SavedMappings />
      {uploads.length > 0 && (
        <ul className="flex flex-col gap-4" aria-label="Uploads of this visit">
          {uploads.map((upload) => (
            <UploadCard key={upload.id} upload={upload} />
          ))}
        </ul>
      )}
    </Page>
  );
}
