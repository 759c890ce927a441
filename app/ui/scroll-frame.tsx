import type { ReactNode } from "react";

/** A framed region that scrolls sideways when its content is too wide, with a shade at the edge behind which there is more. */
export function ScrollFrame({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  return (
    <section
      aria-labelledby={labelledBy}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- with the focus in it, the arrow keys scroll it
      tabIndex={0}
      className="scroll-cue overflow-x-auto rounded-lg border border-line shadow-card"
    >
      {children}
    </section>
  );
}
