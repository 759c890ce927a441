/** The mark: an open archway with the lantern lit inside. Decoration; the name stands beside it. */
export function LogoMark({ className = "size-7" }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden focusable="false" className={className}>
      <path className="fill-accent" d="M3 29V15.5a13 13 0 0 1 26 0V29h-6.5V15.5a6.5 6.5 0 0 0-13 0V29z" />
      <circle className="fill-lantern" cx="16" cy="17" r="3" />
    </svg>
  );
}

/** The mark with the app's name. */
export function Logo({ name }: { name: string }) {
  return (
    <span className="inline-flex items-center gap-2.5 text-base font-semibold tracking-tight text-ink">
      <LogoMark />
      {name}
    </span>
  );
}
