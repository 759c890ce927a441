import type { AdminPage } from "./admin-pages.ts";
import { useText } from "./intl.tsx";
import { SectionNav } from "./section-nav.tsx";

/** The administrators' pages that this person may open, their overview first. */
export function AdminNav({ pages }: { pages: readonly AdminPage[] }) {
  const text = useText("admin");
  const overview = { to: "/admin", label: text("pages.overview"), end: true };
  const items = [overview, ...pages.map((page) => ({ to: `/admin/${page}`, label: text(`pages.${page}`) }))];
  return <SectionNav label={text("navigation")} title={text("title")} items={items} />;
}
