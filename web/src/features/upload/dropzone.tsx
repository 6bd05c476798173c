import { fromEvent } from "file-selector";
import { useRef, useState } from "react";
import { useLimits } from "@/api/limits";
import { cx } from "@/lib/cx";
import { bytes } from "@/lib/format";
import { Button } from "@/ui/button";
import { UploadIcon } from "@/ui/icons";

/** Takes files by dropping or choosing. */
export function Dropzone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  const limits = useLimits();
  const input = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (list: Iterable<File> | null) => {
    // What systems keep beside files is no export.
    const files = [...(list ?? [])].filter((file) => !file.name.startsWith("."));
    if (files.length > 0) onFiles(files);
  };
  return (
    <div
      role="group"
      aria-label="Upload files"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        // Reads folders, too, and what is in them.
        void fromEvent(event.nativeEvent).then((found) => take(found.filter((one) => one instanceof File)));
      }}
      className={cx(
        "flex flex-col items-center gap-3 rounded-xl border-[1.5px] border-dashed px-6 py-12 text-center transition-colors",
        over ? "border-accent bg-accent-soft" : "border-line-strong bg-surface",
      )}>
      <span className="grid size-11 place-items-center rounded-full bg-sunken text-ink-2">
        <UploadIcon className="size-5" />
      </span>
      <div>
        <p className="text-lg font-medium">{over ? "Let go to upload" : "Drop exports here, or a folder of them"}</p>
        <p className="text-sm text-ink-3">
          CSV, JSON, Excel, HTML, XML or Parquet from Jira, Zendesk, Freshdesk, Intercom, GitHub or any other system,
          also in gzip or ZIP{limits && `, up to ${bytes(limits.upload_bytes)}`}
        </p>
      </div>
      <div className="flex flex-wrap justify-center gap-2">
        <Button kind="primary" onClick={() => input.current?.click()}>
          Choose files
        </Button>
        <Button onClick={() => folder.current?.click()}>Choose a folder</Button>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        accept={limits?.upload_extensions.map((extension) => `.${extension}`).join()}
        aria-label="Files to upload"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
      <input
        ref={folder}
        type="file"
        multiple
        {...{ webkitdirectory: "" }}
        aria-label="Folder to upload"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
    </div>
  );
}
