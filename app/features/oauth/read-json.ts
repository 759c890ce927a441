import { unreachable } from "../../unreachable.ts";

/** What an answer says, as an object or a list. A page, half an answer, or a bare word is the fault of a server that is out of order. */
export async function readJson(answer: Response): Promise<object> {
  const read: unknown = await answer.json().catch(() => null);
  if (typeof read !== "object" || read === null) throw unreachable(`the answer (status ${answer.status}) is not JSON`);
  return read;
}
