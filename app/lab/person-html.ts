import { escaped } from "./html.ts";
import type { LabPerson } from "./people.ts";

/** Somebody of the lab, as a card: their name, their address and their groups. */
export const personHtml = ({ username, firstName, lastName, email, groups }: LabPerson): string =>
  `<li class="card"><div><strong>${escaped(username)}</strong> <span class="soft">${escaped(`${firstName} ${lastName} · ${email}`)}</span></div>
<span class="soft">${escaped(groups.join(", ") || "in no group")}</span></li>`;
