import ts from "typescript";

type Span = { from: number; to: number };

/**
 * Takes out of a source every import whose specifier `isGone`, and with it each item of a list, object or union that uses what was imported;
 * a constant that uses it goes as a whole, and with it what uses that. An import that is used in another way stays, since somebody has to
 * say what should happen instead. Null when nothing was taken out.
 */
export function unwire(source: string, isGone: (specifier: string) => boolean): string | null {
  const file = ts.createSourceFile("source.tsx", source, ts.ScriptTarget.Latest, true);
  const spans = file.statements.filter(ts.isImportDeclaration).flatMap((one) => {
    const isMeant = ts.isStringLiteral(one.moduleSpecifier) && isGone(one.moduleSpecifier.text);
    return (isMeant && spansOf(one, file)) || [];
  });
  return spans.length > 0 ? without(source, spans) : null;
}

/** All that goes with an import, or null when not all of it can. */
function spansOf(statement: ts.ImportDeclaration, file: ts.SourceFile): Span[] | null {
  const spans = [spanOf(statement)];
  const names = namesOf(statement);
  for (const name of names)
    for (const use of referencesTo(name, file)) {
      if (spans.some((span) => isWithin(use, span))) continue;
      const item = itemAround(use);
      const constant = ts.findAncestor(use, ts.isVariableStatement);
      if (!item && !constant) return null;
      if (item) spans.push(item);
      else if (constant) {
        spans.push(spanOf(constant));
        names.push(...constant.declarationList.declarations.flatMap(namesOf));
      }
    }
  return spans;
}

const spanOf = (node: ts.Node): Span => ({ from: node.getStart(), to: node.getEnd() });

function namesOf(node: ts.ImportDeclaration | ts.VariableDeclaration): string[] {
  if (ts.isVariableDeclaration(node)) return ts.isIdentifier(node.name) ? [node.name.text] : [];
  const bindings = node.importClause?.namedBindings;
  const named = bindings && (ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name) : [bindings.name]);
  return [node.importClause?.name, ...(named ?? [])].flatMap((name) => (name ? [name.text] : []));
}

function referencesTo(name: string, file: ts.SourceFile): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name && !isOnlyKey(node)) found.push(node);
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

// `name` in `{ name: … }` and in `settings.name` is a field, whatever is imported by that name.
const isOnlyKey = (node: ts.Identifier) =>
  (ts.isPropertyAssignment(node.parent) || ts.isPropertyAccessExpression(node.parent)) && node.parent.name === node;

const isWithin = (node: ts.Node, { from, to }: Span) => node.getStart() >= from && node.getEnd() <= to;

/** The innermost item of a list that a node stands in, with the comma that goes with it. */
function itemAround(node: ts.Node): Span | null {
  for (let item = node; item.parent; item = item.parent) {
    const items = itemsOf(item.parent);
    const i = items?.indexOf(item) ?? -1;
    if (!items || i < 0) continue;
    const [before, after] = [items[i - 1], items[i + 1]];
    return after
      ? { from: item.getFullStart(), to: after.getFullStart() }
      : { from: before ? before.getEnd() : items.pos, to: items.end };
  }
  return null;
}

function itemsOf(node: ts.Node): ts.NodeArray<ts.Node> | null {
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  if (ts.isObjectLiteralExpression(node)) return node.properties;
  return ts.isUnionTypeNode(node) ? node.types : null;
}

function without(source: string, spans: readonly Span[]): string {
  const sorted = spans.toSorted((one, other) => one.from - other.from);
  let [left, end] = ["", 0];
  for (const { from, to } of sorted) {
    if (from > end) left += source.slice(end, from);
    end = Math.max(end, to);
  }
  return left + source.slice(end);
}
