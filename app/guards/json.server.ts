import type { Refusal } from "./refusal.ts";

const DEEPEST = 20;

type Read = { json: Record<string, unknown> } | { refusal: Refusal };

/**
 * Reads a JSON object. Another type is refused (HT01: a browser cannot send this one to another site without asking), and so are bytes
 * that are not UTF-8, NUL, which PostgreSQL cannot store, and nesting that only an attacker needs (HT03).
 */
export async function readJson(request: Request): Promise<Read> {
  const [type = ""] = (request.headers.get("content-type") ?? "").toLowerCase().split(";");
  const bytes = await request.arrayBuffer().catch(() => null);
  if (!bytes) return badRequest("The body did not arrive whole.");
  if (bytes.byteLength === 0) return { json: {} };
  if (type.trim() !== "application/json")
    return { refusal: { status: 415, code: "UNSUPPORTED_MEDIA_TYPE", detail: "Send the body as application/json." } };
  try {
    const read: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof read !== "object" || read === null || Array.isArray(read)) return badRequest("Send a JSON object.");
    return isStorable(read, DEEPEST)
      ? { json: read as Record<string, unknown> }
      : badRequest("The body holds what cannot be stored, or is nested too deep.");
  } catch {
    return badRequest("The body is not JSON.");
  }
}

function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === "string") return !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  return (
    depth > 0 && Object.entries(value).every(([name, part]) => !name.includes("\0") && isStorable(part, depth - 1))
  );
}

const badRequest = (detail: string): { refusal: Refusal } => ({
  refusal: { status: 400, code: "BAD_REQUEST", detail },
});
