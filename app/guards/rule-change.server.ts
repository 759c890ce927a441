import { data, redirect } from "@remix-run/node";

import { changeRules, wouldChangeRules, type ChangeOutcome } from "../access/change-rules.server.ts";
import type { Difference } from "../access/difference.ts";
import { preview, type Preview } from "../access/preview.server.ts";
import { readRuleChange } from "../access/read-rule-change.ts";
import type { RuleChange } from "../access/rule-change.ts";
import { doorsBetween } from "./route-matrix.server.ts";
import type { AtBrowser } from "./policy.ts";
import { originOf, type RequestContext } from "./request-context.ts";

/** What a change would do to people who have the same roles. */
export type GroupEffect = Difference & { people: number; names: string[]; opens: string[]; closes: string[] };

/** What a page shows before a change is made, or instead of it: the fields to send again, whether it can be made, and what it would do. */
export type RuleChangeShown = {
  fields: Readonly<Record<string, string>>;
  outcome: ChangeOutcome | { ok: false; reason: "malformed" };
  people: number;
  effects: GroupEffect[];
  others: Preview["others"];
  /** Somebody else changed the rules after this was looked at, so it has not been made and is shown as it stands now. */
  isStale: boolean;
};

const statuses = {
  "beyond-own": 403,
  circle: 409,
  "last-administrator": 409,
  "defined-in-code": 409,
  "rules-changed": 409,
  gone: 404,
  condition: 400,
  malformed: 400,
};

/**
 * Answers a form that changes the rules: at first with what the change would do to whom, and once that has been seen (`intent=apply`) by
 * making it. Where the rules have changed between the two it is shown once more. `then` is where to go afterwards.
 */
export async function answerRuleChange(
  { principal, form, context }: { principal: AtBrowser; form: FormData; context: RequestContext },
  then: string,
) {
  const fields = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const change = readRuleChange(fields);
  if (!change) return shown({ fields, outcome: { ok: false, reason: "malformed" }, ...nobody });
  if (fields.intent !== "apply") return shown(await lookAt(principal, change, fields));
  const seen = fields.version === undefined ? undefined : Number(fields.version);
  const outcome = await changeRules(principal, change, originOf(context), seen);
  if (outcome.ok) return redirect(then, 303);
  if (outcome.reason !== "rules-changed") return shown({ fields, outcome, ...nobody });
  return shown({ ...(await lookAt(principal, change, fields)), isStale: true });
}

async function lookAt(
  principal: AtBrowser,
  change: RuleChange,
  fields: RuleChangeShown["fields"],
): Promise<RuleChangeShown> {
  const outcome = await wouldChangeRules(principal, change);
  const { people, effects, others, version } = await preview(change);
  const groups = effects.map(({ people: alike, names, gains, losses, before, after }) => ({
    people: alike,
    names,
    gains,
    losses,
    ...doorsBetween(before, after),
  }));
  const sentAgain = { ...fields, version: String(version) };
  return { fields: sentAgain, outcome, people, effects: groups, others, isStale: false };
}

const nobody = { people: 0, effects: [], others: { people: 0, groups: 0 }, isStale: false };

const shown = (answer: RuleChangeShown) =>
  data(answer, { status: answer.outcome.ok ? (answer.isStale ? 409 : 200) : statuses[answer.outcome.reason] });
