import { useEffect, type ReactNode } from "react";

interface PageProps {
  title: string;
  /** Stands below the title. */
  lead?: ReactNode;
  /** Stands at the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page's heading and its place; sets the title of the window. */
export function Page({ title, lead, actions, children }: PageProps) {
  useTitle(title);
  return (
    <div className="mx-auto flex w-full max-w-[1280px] flex-col gap-5 px-4 pt-5 pb-24 sm:px-7 sm:pt-7 md:pb-12">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="text-2xl font-semibold tracking-tight break-words">{title}</h1>
          {lead && <div className="mt-0.5 text-sm text-ink-2">{lead}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Undertone`;
  }, [title]);
}

interface PanelProps {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A titled part of a page. */
export function Panel({ title, aside, children, className }: PanelProps) {
  return (
    <section aria-label={title} className={`panel flex min-w-0 flex-col ${className ?? ""}`}>
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-3 pb-1 sm:px-5">
        <h2 className="text-base font-semibold tracking-tight">{title}</h2>
        {aside && <div className="text-sm text-ink-2">{aside}</div>}
      </div>
      {children}
    </section>
  );
}
