import { expressionText } from "../access/expression.ts";
import { minutes } from "../clock.ts";
import { anyCredential } from "./any-credential.ts";
import { expressionOf } from "./policy-expression.ts";
import { isOpen, isPending, methodsOf, type Policy } from "./policy.ts";

/** A policy in one line of plain words, for the policy table: "can project:read, at most 30 per minute". */
export function describePolicy(policy: Policy): string {
  const leaf = [
    policy.fresh !== undefined && `confirmed within ${policy.fresh / minutes(1)} minutes`,
    policy.limit && `at most ${policy.limit}`,
    policy.crossSite && `posts from other sites (${policy.crossSite})`,
  ];
  return [...describeAccess(policy), ...leaf].filter(Boolean).join(", ");
}

function describeAccess(policy: Policy): (string | false | null | undefined)[] {
  if (isOpen(policy)) return [`open: ${policy.open}`];
  if (isPending(policy)) return [`pending ${policy.pending}`];
  const { can, on, each, anyRole, staff, via, services, scopes, check } = policy;
  const methods = methodsOf(policy);
  const expression = expressionOf(policy);
  const demands = [
    can && `can ${[can].flat().join(" and ")}${on ? ` on this ${on.name}` : ""}`,
    each && `${listed(each)}${on ? ` on this ${on.name}` : ""}`,
    anyRole && `role ${anyRole.join(" or ")}`,
    expression && `when ${expressionText(expression)}`,
    staff && "staff",
    via && (via === anyCredential ? "by any credential" : `by ${via.join(" or ")}`),
    services && "services too",
    scopes && `scope ${scopes.join(" and ")}`,
    methods.length > 0 && `signed in by ${methods.join(" or ")}`,
    check && "own check",
  ].filter(Boolean);
  return demands.length > 0 ? demands : ["signed in"];
}

const listed = (each: Readonly<Record<string, string>>) =>
  Object.entries(each)
    .map(([asked, permission]) => `${asked}: can ${permission}`)
    .join(", ");
