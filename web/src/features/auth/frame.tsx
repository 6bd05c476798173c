import type { ReactNode } from "react";
import { Mark } from "@/ui/brand";

/** The page around a form before anyone is signed in: the mark, the form, and a quiet wave. */
export function Frame({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  return (
    <div className="relative flex min-h-dvh flex-col items-center justify-center overflow-hidden p-4 py-12">
      <Wave />
      <main className="panel relative w-full max-w-[25rem] p-6 shadow-float sm:p-8">
        <Mark className="size-10" />
        <h1 className="mt-5 text-2xl font-semibold tracking-tight">{title}</h1>
        <div className="mt-1 mb-6 text-sm text-ink-2">{lead}</div>
        {children}
      </main>
      <footer className="relative mt-6 text-xs text-ink-3">Undertone · sentiment analytics on your own machines</footer>
    </div>
  );
}

function Wave() {
  const line = (y: number, height: number, length: number) => {
    const points = Array.from({ length: 60 }, (_, i) => {
      const x = (i / 59) * 1440;
      return `${x.toFixed(0)},${(y + Math.sin((x / length) * Math.PI * 2) * height * Math.exp(-(((x - 720) / 520) ** 2))).toFixed(1)}`;
    });
    return `M${points.join("L")}`;
  };
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 1440 400"
      preserveAspectRatio="xMidYMid slice"
      className="absolute inset-x-0 top-1/2 h-[28rem] w-full -translate-y-1/2 text-line-strong opacity-70">
      <path d={line(200, 120, 520)} fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d={line(200, 80, 360)} fill="none" stroke="currentColor" strokeWidth="1" opacity=".7" />
      <path d={line(200, 48, 260)} fill="none" stroke="currentColor" strokeWidth="1" opacity=".5" />
    </svg>
  );
}
