/** The mark: a voice, and the tone under it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" className="fill-[#24346b]" />
      <path
        d="M6 14c2.5 0 2.5-6 5-6s2.5 9 5 9 2.5-6 5-6 2.5 3 5 3"
        fill="none"
        stroke="#fff"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
      <path d="M6 23.5h20" stroke="#8fb0ff" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="flex items-center gap-2.5 font-semibold tracking-tight">
      <Mark className="size-6" />
      Undertone
    </span>
  );
}
