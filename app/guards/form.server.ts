import type { Refusal } from "./refusal.ts";

const MOST_FIELDS = 200;
const FORM_TYPE = "application/x-www-form-urlencoded";

const refusalWith = (
  status: 400 | 415,
  code: "BAD_REQUEST" | "UNSUPPORTED_MEDIA_TYPE",
  detail: string,
): { refusal: Refusal } => ({
  refusal: { status, code, detail },
});

/**
 * Reads a posted form. Only the browser's ordinary encoding is read (CS11); text that is not UTF-8 or holds NUL,
 * which PostgreSQL cannot store, and floods of fields are refused (HT02, HT12).
 */
export async function readForm(request: Request): Promise<{ form: FormData } | { refusal: Refusal }> {
  const [type = ""] = (request.headers.get("content-type") ?? "").toLowerCase().split(";");
  const bytes = await request.arrayBuffer().catch(() => null);
  if (!bytes) return refusalWith(400, "BAD_REQUEST", "The form did not arrive whole.");
  const form = new FormData();
  if (bytes.byteLength === 0) return { form };
  if (type.trim() !== FORM_TYPE) return refusalWith(415, "UNSUPPORTED_MEDIA_TYPE", `Send a form as ${FORM_TYPE}.`);
  const fields = [...new URLSearchParams(new TextDecoder().decode(bytes))];
  if (fields.length > MOST_FIELDS) return refusalWith(400, "BAD_REQUEST", "The form has too many fields.");
  for (const [name, value] of fields) {
    if (isUnreadable(name) || isUnreadable(value))
      return refusalWith(400, "BAD_REQUEST", "The form holds text that cannot be stored.");
    form.append(name, value);
  }
  return { form };
}

// What is not UTF-8 decodes to the replacement character; nobody types that one.
const isUnreadable = (text: string) => text.includes("\0") || text.includes("\uFFFD");
