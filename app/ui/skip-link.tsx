import { useText } from "./intl.tsx";

/** The first stop of the keyboard: past everything that is the same on every page, to `<main id="content">`. */
export function SkipLink() {
  const text = useText("shell");
  return (
    <a
      href="#content"
      className="sr-only z-50 rounded-md bg-accent font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-4 focus:py-2.5"
    >
      {text("skip")}
    </a>
  );
}
