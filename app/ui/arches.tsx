const radii = [270, 350, 440, 540, 650];

/** Arches within arches, faint behind a page: the way in. Its parent is `relative isolate overflow-hidden`. */
export function Arches() {
  return (
    <svg
      viewBox="0 0 1400 900"
      width="1400"
      height="900"
      aria-hidden
      focusable="false"
      className="pointer-events-none absolute top-0 left-1/2 -z-10 max-w-none -translate-x-1/2 mask-b-from-30% mask-b-to-90% fill-none stroke-line"
    >
      {radii.map((r) => (
        <path key={r} d={`M${700 - r} 900V294a${r} ${r} 0 0 1 ${2 * r} 0V900`} />
      ))}
    </svg>
  );
}
