import type { ShownField } from "./shown-operation.ts";

/** What an example is made from: the operation, what it takes, and what is to be shown with it. */
type Asked = {
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  readonly query: readonly ShownField[];
  readonly body: readonly ShownField[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
};

/** A call with curl. It shows a key or token where one is taken, else a browser's session, and nothing where anybody may call. */
export function exampleOf({ origin, path, method, query, body, security }: Asked): string {
  const needed = query.filter(({ isRequired }) => isRequired).map(({ name }) => `${name}=…`);
  const address = `${origin}${path}${needed.length > 0 ? `?${needed.join("&")}` : ""}`;
  const lines = [
    needed.length > 0 ? `curl "${address}"` : `curl ${address}`,
    ...(method === "GET" ? [] : [`-X ${method}`]),
    ...shown(security),
    ...(body.length > 0 ? ['-H "Content-Type: application/json"', `-d '{ ${body.map(member).join(", ")} }'`] : []),
  ];
  return lines.join(" \\\n  ");
}

function shown(security: Asked["security"]): string[] {
  if (security.some((way) => "apiKey" in way || "accessToken" in way)) return ['-H "Authorization: Bearer $KEY"'];
  const [way] = security;
  if (!way) return [];
  return ['-b "$COOKIES"', ...("formToken" in way ? ['-H "X-XSRF-TOKEN: $FORM_TOKEN"'] : [])];
}

const member = ({ name }: ShownField) => (name.endsWith("[]") ? `"${name.slice(0, -2)}": [ … ]` : `"${name}": …`);
