import type { Permission } from "../access/permissions.ts";
import { anonymous, can, deepFreeze, type Person, type Principal, type SignedIn } from "../access/principal.ts";
import { noStanding } from "../access/no-standing.ts";
import type { Standing } from "../access/role-graph.ts";
import { currentRoleGraph } from "../access/role-graph.server.ts";
import { currentPolicies } from "./current-policies.server.ts";
import { permissionsOf, refusalUnder } from "./decide-policy.ts";
import { isOpen, isPending, type AccessPolicy, type Policy } from "./policy.ts";
import type { PolicyRow } from "./policy-table.ts";
import { describePolicy } from "./policy-text.ts";
import type { Refusal } from "./refusal.ts";
import { urlRules } from "./url-rules.ts";

/** What an address says to somebody: come in, that depends (on the row, the moment, the way they came in), sign in, finish that first, no. */
export type MatrixVerdict = "in" | "depends" | "sign-in" | "step" | "no";

/** A kind of person: by name where it is a role. */
export type MatrixPerson = {
  readonly kind: "nobody" | "no-role" | "role" | "superuser" | "pending";
  readonly name: string;
};

/** One address and method, what protects it in words, and what it says to each person. */
export type MatrixRow = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly policy: string;
  readonly verdicts: readonly MatrixVerdict[];
};

/** Every address of the running app and what its policies say to each role, as the rules are now. Nothing is called for it. */
export async function routeMatrix(): Promise<{ people: MatrixPerson[]; rows: MatrixRow[] }> {
  const graph = await currentRoleGraph();
  const columns: { who: MatrixPerson; principal: Principal }[] = [
    { who: { kind: "nobody", name: "" }, principal: anonymous },
    { who: { kind: "no-role", name: "" }, principal: somebody(noStanding) },
    ...graph.rules.roles
      .toSorted((one, other) => graph.lineageOf(one.id).length - graph.lineageOf(other.id).length)
      .map(({ id, name }) => ({ who: { kind: "role", name } as const, principal: somebody(graph.standingOf([id])) })),
    { who: { kind: "superuser", name: "" }, principal: somebody(graph.standingOf([], true), { isSuperuser: true }) },
    { who: { kind: "pending", name: "" }, principal: somebody(noStanding, { pending: "verify-email" }) },
  ];
  const rows = lastOfEach(currentPolicies()).map((row) => ({
    method: row.method,
    path: row.path,
    policy: policyText(row),
    verdicts: columns.map(({ principal }) => verdictAt(row, principal)),
  }));
  const isPublic = ({ verdicts }: MatrixRow) => verdicts.every((verdict) => verdict === "in");
  // What is open to everybody is not what one came to look for.
  const sorted = rows.toSorted((one, other) => Number(isPublic(one)) - Number(isPublic(other)));
  return { people: columns.map(({ who }) => who), rows: sorted };
}

/** The addresses that open and those that close for people whose standing changes, each as `GET /admin/roles`. */
export function doorsBetween(before: Standing, after: Standing): { opens: string[]; closes: string[] } {
  const [was, will] = [somebody(before), somebody(after)];
  const doors = lastOfEach(currentPolicies()).map((row) => ({
    name: `${row.method} ${row.path}`,
    wasShut: verdictAt(row, was) === "no",
    isShut: verdictAt(row, will) === "no",
  }));
  const named = (chosen: typeof doors) => chosen.map(({ name }) => name).toSorted();
  return {
    opens: named(doors.filter(({ wasShut, isShut }) => wasShut && !isShut)),
    closes: named(doors.filter(({ wasShut, isShut }) => !wasShut && isShut)),
  };
}

// What a layout asks for is said once where its page asks for the same.
const policyText = ({ layouts, policy }: PolicyRow) =>
  [...new Set([...layouts.filter((layout) => !isOpen(layout)), policy].map(describePolicy))].join(" › ");

// A layout has the address of its first page, which stands after it.
const lastOfEach = (rows: readonly PolicyRow[]) => [
  ...new Map(rows.map((row) => [`${row.method} ${row.path}`, row])).values(),
];

function verdictAt({ path, method, policy, layouts }: PolicyRow, principal: Principal): MatrixVerdict {
  const byRule = urlRules.refusalFor({ path, method }, principal);
  const verdicts = [verdictFrom(byRule), ...[...layouts, policy].map((one) => verdictUnder(one, principal))];
  return verdicts.find((verdict) => verdict !== "in" && verdict !== "depends") ?? worst(verdicts);
}

const worst = (verdicts: readonly MatrixVerdict[]) => (verdicts.includes("depends") ? "depends" : "in");

function verdictUnder(policy: Policy, principal: Principal): MatrixVerdict {
  if (isOpen(policy) || isPending(policy)) return verdictFrom(refusalUnder(policy, principal, unasked));
  const { check, method, ...rest } = policy;
  const verdict = verdictFrom(refusalUnder(rest, principal, unasked));
  if (verdict === "no" && mightHold(policy, principal)) return "depends";
  if (verdict !== "in") return verdict;
  const each = underEach(policy, principal);
  return each === "in" && (check || method || isAboutRow(policy, principal)) ? "depends" : each;
}

// No policy looks at the request but by a check of its own, which is not asked here.
const unasked = new Request("https://app.invalid/");

// What an action can be asked for: all of it, some of it, or nothing; a row may have been shared.
function underEach({ each = {}, on }: AccessPolicy, principal: Principal): MatrixVerdict {
  const asked = Object.values(each);
  if (asked.every((permission) => can(principal, permission))) return "in";
  const isPossible = (name: Permission) =>
    can(principal, name) || principal.grants.some(({ permission }) => permission === name);
  return on || asked.some(isPossible) ? "depends" : "no";
}

const isAboutRow = (policy: AccessPolicy, principal: Principal) =>
  policy.on !== undefined && !permissionsOf(policy).every((permission) => can(principal, permission));

// A grant under conditions may hold at another hour or from another address.
const mightHold = (policy: AccessPolicy, principal: Principal) =>
  permissionsOf(policy).length > 0 &&
  permissionsOf(policy).every(
    (permission) => can(principal, permission) || principal.grants.some((grant) => grant.permission === permission),
  );

function verdictFrom(refusal: Refusal | null): MatrixVerdict {
  if (!refusal) return "in";
  if (refusal.status === 401) return "sign-in";
  return refusal.code === "STEP_PENDING" ? "step" : "no";
}

const person: Person = {
  id: "00000000-0000-7000-8000-000000000000",
  username: "",
  email: "",
  firstName: "",
  lastName: "",
  fullName: "",
  isStaff: false,
  isSuperuser: false,
};

function somebody(
  standing: Standing,
  { isSuperuser = false, pending = null }: { isSuperuser?: boolean; pending?: SignedIn["pending"] } = {},
): SignedIn {
  return deepFreeze({
    kind: "user",
    isAuthenticated: true,
    isAnonymous: false,
    userId: person.id,
    user: { ...person, isSuperuser },
    via: "session",
    method: "password",
    pending,
    session: null,
    credential: null,
    scopes: null,
    claims: null,
    attributes: {},
    ...standing,
  });
}
