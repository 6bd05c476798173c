import { useMay } from "@/api/user";
import { LinkButton } from "@/ui/button";
import { UploadIcon } from "@/ui/icons";
import { Empty } from "@/ui/states";

/** A workspace without tickets: invites to the first upload. */
export function NoData({ processing = 0 }: { processing?: number }) {
  const mayUpload = useMay("uploads:write");
  if (processing > 0) {
    return (
      <div className="panel">
        <Empty
          title="Your first tickets are on their way"
          picture={<Picture />}
          action={
            <LinkButton to="/jobs" search={{}} kind="primary">
              Watch them arrive
            </LinkButton>
          }>
          They appear here all at once, as soon as the whole export is read and scored.
        </Empty>
      </div>
    );
  }
  return (
    <div className="panel">
      <Empty
        title="No tickets yet"
        picture={<Picture />}
        action={
          mayUpload && (
            <LinkButton to="/upload" kind="primary">
              <UploadIcon />
              Upload an export
            </LinkButton>
          )
        }>
        {mayUpload
          ? "Export your issues from Jira as CSV and drop the file here. A few minutes later you see how the mood of your tickets moves."
          : "An analyst of this workspace can upload the first export. You will see it here."}
      </Empty>
    </div>
  );
}

function Picture() {
  return (
    <svg viewBox="0 0 200 72" className="mb-2 h-20 text-line-strong" aria-hidden="true" focusable="false">
      {[14, 26, 20, 34, 22, 40, 30, 46, 38, 52].map((height, index) => (
        <rect
          key={height * 10 + index}
          x={4 + index * 20}
          y={68 - height}
          width="12"
          height={height}
          rx="3"
          fill="currentColor"
          opacity={0.35 + index * 0.05}
        />
      ))}
      <path
        d="M10 40c20 0 20-14 40-14s20 18 40 12 22-26 42-22 24 10 58-10"
        fill="none"
        className="stroke-accent"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
