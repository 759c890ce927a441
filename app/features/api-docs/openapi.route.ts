import { currentPolicies } from "#app/guards/current-policies.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { describeApi } from "./document.server.ts";

let described: { of: object; text: string } | null = null;

/** What every address under `/api` takes and gives, and who may call it: for programs. It says no more than this repository does. */
export const loader = guard({ open: "describes the API" }, () => {
  // In development the app is built anew under a running server.
  const of = currentPolicies();
  if (described?.of !== of) described = { of, text: JSON.stringify(describeApi()) };
  return new Response(described.text, { headers: { "Content-Type": "application/json" } });
});
