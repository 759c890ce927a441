import type { Expression } from "./expression.ts";
import { flawAt, readTokens, type Flaw, type Token } from "./expression-tokens.ts";
import { readPermission } from "./permissions.ts";
import { deepFreeze } from "./principal.ts";

export type Parsed = { readonly ok: true; readonly expression: Expression } | Flaw;

type Reading = { readonly tokens: readonly Token[]; next: number; depth: number; flaw: Flaw | null };

const DEEPEST = 50;
// How many texts each question takes.
const arities: ReadonlyMap<string, { least: number; most: number }> = new Map([
  ["isAuthenticated", { least: 0, most: 0 }],
  ["hasRole", { least: 1, most: 1 }],
  ["hasAnyRole", { least: 1, most: Infinity }],
  ["hasPermission", { least: 1, most: 1 }],
  ["hasAttribute", { least: 2, most: 2 }],
]);
const QUESTIONS = "isAuthenticated, hasRole(…), hasAnyRole(…), hasPermission(…), hasAttribute(…), not or (";

/**
 * Reads `hasRole('X')`, `hasAnyRole('X', 'Y')`, `hasPermission('project:read')`, `hasAttribute('plan', 'pro')` and `isAuthenticated`,
 * joined by `not`, `and`, `or` (in this order of strength) and parentheses (EX-01, EX-02). Nothing else is an expression, and nothing in
 * it is ever run (EX-04, AZ16). Permissions must be in the catalogue. At most 2,000 characters and 50 levels; never throws.
 */
export function parseExpression(text: string): Parsed {
  const tokens = readTokens(text);
  if ("reason" in tokens) return tokens;
  const reading: Reading = { tokens, next: 0, depth: 0, flaw: null };
  const expression = readOr(reading);
  if (expression && current(reading).kind === "end") return { ok: true, expression: deepFreeze(expression) };
  expected(reading, "and, or or the end"); // unless something was wrong before
  return reading.flaw ?? flawAt(0, "nothing to read");
}

/** The expression that `text` is. Throws when it is none: for use where a module loads, so that the server does not start (EX-05). */
export function defineExpression(text: string): Expression {
  const parsed = parseExpression(text);
  if (parsed.ok) return parsed.expression;
  throw Object.assign(new Error(`not an expression: ${parsed.message} of: ${text}`), { code: parsed.reason });
}

const readOr = (reading: Reading): Expression | null => readChain(reading, "or", readAnd);
const readAnd = (reading: Reading): Expression | null => readChain(reading, "and", readNot);

function readChain(reading: Reading, kind: "and" | "or", readPart: typeof readNot): Expression | null {
  const parts: Expression[] = [];
  do {
    const part = readPart(reading);
    if (!part) return null;
    parts.push(part);
  } while (takes(reading, "word", kind));
  return parts.length === 1 ? (parts[0] ?? null) : { kind, parts };
}

function readNot(reading: Reading): Expression | null {
  if (takes(reading, "word", "not")) {
    const inner = oneDeeper(reading, readNot);
    return inner && { kind: "not", inner };
  }
  if (!takes(reading, "mark", "(")) return readQuestion(reading);
  const inner = oneDeeper(reading, readOr);
  if (!inner) return null;
  return takes(reading, "mark", ")") ? inner : expected(reading, "and, or or )");
}

function oneDeeper(reading: Reading, read: typeof readNot): Expression | null {
  if (reading.depth >= DEEPEST) return fail(reading, current(reading), `more than ${DEEPEST} levels`);
  reading.depth += 1;
  const inner = read(reading);
  reading.depth -= 1;
  return inner;
}

function readQuestion(reading: Reading): Expression | null {
  const name = current(reading);
  const arity = name.kind === "word" ? arities.get(name.value) : undefined;
  if (!arity) return expected(reading, QUESTIONS);
  reading.next += 1;
  const isBare = arity.most === 0 && current(reading).value !== "(";
  const texts = isBare ? [] : readTexts(reading);
  if (!texts) return null;
  if (texts.length < arity.least || texts.length > arity.most)
    return fail(reading, name, `the wrong number of texts for ${name.value}`);
  return askedOf(reading, name, texts);
}

function readTexts(reading: Reading): readonly Token[] | null {
  if (!takes(reading, "mark", "(")) return expected(reading, "(");
  if (takes(reading, "mark", ")")) return [];
  const texts: Token[] = [];
  do {
    const text = current(reading);
    if (text.kind !== "text") return expected(reading, "a text in quotes");
    texts.push(text);
    reading.next += 1;
  } while (takes(reading, "mark", ","));
  return takes(reading, "mark", ")") ? texts : expected(reading, ", or )");
}

function askedOf(reading: Reading, name: Token, texts: readonly Token[]): Expression | null {
  const [first = name, second = name] = texts; // there are as many as are read here
  switch (name.value) {
    case "hasRole":
      return { kind: "hasRole", role: first.value };
    case "hasAnyRole":
      return { kind: "hasAnyRole", roles: texts.map(({ value }) => value) };
    case "hasAttribute":
      return { kind: "hasAttribute", name: first.value, value: second.value };
    case "hasPermission": {
      const permission = readPermission(first.value);
      return permission ? { kind: "hasPermission", permission } : fail(reading, first, "an unknown permission");
    }
    case "isAuthenticated":
      return { kind: "isAuthenticated" };
    default:
      return expected(reading, QUESTIONS);
  }
}

const current = ({ tokens, next }: Reading): Token => tokens[next] ?? { kind: "end", value: "", position: 0 };

function takes(reading: Reading, kind: Token["kind"], value: string): boolean {
  const token = current(reading);
  const fits = token.kind === kind && token.value === value;
  if (fits) reading.next += 1;
  return fits;
}

function fail(reading: Reading, { position }: Token, what: string): null {
  reading.flaw ??= flawAt(position, what);
  return null;
}

function expected(reading: Reading, what: string): null {
  const { kind, value } = current(reading);
  const found = { end: "the end", text: "a text", word: value, mark: value }[kind];
  return fail(reading, current(reading), `expected ${what} and found ${found}`);
}
