import { ButtonLink } from "./button-link.tsx";
import { useText } from "./intl.tsx";

type PagerProps = { label: string; newer?: string | null; older?: string | null; newest?: string | null };

/** The way through a list that has no numbered pages: to newer and to older ones, or back to the newest. Nothing when there is one page. */
export function Pager({ label, newer, older, newest }: PagerProps) {
  const text = useText("pager");
  if (!newer && !older && !newest) return null;
  return (
    <nav aria-label={label} className="flex flex-wrap gap-3">
      {newest && <ButtonLink to={newest}>{text("newest")}</ButtonLink>}
      {newer && <ButtonLink to={newer}>{text("newer")}</ButtonLink>}
      {older && <ButtonLink to={older}>{text("older")}</ButtonLink>}
    </nav>
  );
}
