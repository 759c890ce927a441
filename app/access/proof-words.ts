import { text } from "../sentences.ts";
import type { Barrier, ConditionSeen, FieldProof, MissingEdge, RoleNamed } from "./proof.ts";
import type { Why } from "./why.ts";

/** What a condition saw, one "name: value" each, with the names of people where it saw their ids. */
export const seenLines = ({ seen }: ConditionSeen, names: Why["names"]): string[] =>
  Object.entries(seen).map(([name, value]) => `${name}: ${names[value] ?? value}`);

/** What keeps somebody out before any rule is looked at. */
export const barrierWords = (barrier: Barrier): string => text(`why.barriers.${barrier}`);

/** What would be enough, one text for each set of edges, smallest first. Empty when nothing is missing. */
export const enoughWords = (why: Why): string[] =>
  why.proof.missing.map((set) => set.map((edge) => edgeWords(edge, why)).join(" "));

function edgeWords(edge: MissingEdge, why: Why): string {
  const { username: user } = why.user;
  switch (edge.kind) {
    case "barrier":
      return text(`why.enough.${edge.barrier}`, { user, permission: why.permission });
    case "role":
      return text("why.enough.role", { user, role: edge.role.name });
    case "object-grant":
      return text("why.enough.object-grant", { user, row: rowName(why), permission: why.permission });
    case "condition":
      return text(edge.role ? "why.enough.condition" : "why.enough.strict", {
        type: edge.condition.stored.type,
        role: edge.role?.name ?? "",
        permission: why.permission,
        saw: sawWords(edge.condition, why.names),
      });
  }
}

const rowName = ({ row }: Why) => row?.title ?? "";

function sawWords(condition: ConditionSeen, names: Why["names"]): string {
  const { seen, stored } = condition;
  if (Object.values(seen).includes("no row")) return text("why.saw.noRow");
  if (seen.problem) return text("why.saw.problem", { problem: seen.problem });
  switch (stored.type) {
    case "time_window":
      return text(seen.days ? "why.saw.days" : "why.saw.hours", {
        time: seen.time ?? "",
        zone: seen.timezone ?? "",
        window: seen.window ?? "",
        day: seen.day ?? "",
        days: seen.days ?? "",
      });
    case "ip_range":
      return text("why.saw.address", { address: seen.address ?? "", ranges: seen.ranges ?? "" });
    case "is_owner":
      return ownerWords(condition, names);
    case "field_match":
    case "attribute":
      return wantedWords(condition, names);
    default:
      return seenLines(condition, names).join(", ");
  }
}

function ownerWords({ seen }: ConditionSeen, names: Why["names"]): string {
  const { user = "", ...fields } = seen;
  const [field = "", owner = ""] = Object.entries(fields)[0] ?? [];
  return text("why.saw.owner", { field, owner: names[owner] ?? owner, user: names[user] ?? user });
}

function wantedWords({ seen }: ConditionSeen, names: Why["names"]): string {
  const { wanted = "", ...fields } = seen;
  const [field = "", value = ""] = Object.entries(fields)[0] ?? [];
  return text("why.saw.wanted", { field, value: names[value] ?? value, wanted });
}

/** What somebody may do with a field, and what says so. */
export function fieldWords({ access, by }: FieldProof): { access: string; by: string } {
  const reason = isRole(by) ? text("why.field.role", { role: by.name }) : text(`why.field.${by}`);
  return { access: text(`why.field.${access}`), by: reason };
}

const isRole = (by: FieldProof["by"]): by is RoleNamed => typeof by === "object";
