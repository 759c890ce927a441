import type { AuthBackend, BackendAnswer, Credentials, Trying } from "../../auth/backend.ts";
import { noteResult } from "../../auth/connection-results.server.ts";
import { linkOrCreate } from "../../auth/identities.server.ts";
import { log } from "../../log.server.ts";
import { askCounted, type CountedAnswer } from "./ask-counted.server.ts";
import type { Known } from "./ask-directory.server.ts";
import { assertionFrom } from "./assertion-from.ts";
import {
  cachePassword,
  dropPasswordOf,
  dropRefusedPassword,
  findByCachedPassword,
  forgetPassword,
} from "./cached-passwords.server.ts";
import { confirmAtDirectories } from "./confirm.server.ts";
import type { Directory } from "./directory.ts";
import { isDirectoryName, isDirectoryPassword } from "./person-name.ts";
import { listDirectories } from "./find-directory.server.ts";

/**
 * The directories behind the ordinary sign-in form, each asked in its turn: the first that knows the password settles it. One that cannot be
 * asked keeps nobody waiting (`circuit.ts`), and the others from nothing.
 */
export const ldapBackend: AuthBackend = {
  name: "directory",
  method: "ldap",
  confirms: confirmAtDirectories,
  async authenticate(credentials, trying) {
    const { identifier, password } = credentials;
    if (!isDirectoryName(identifier) || !isDirectoryPassword(password)) return null;
    let last: BackendAnswer = null;
    for (const directory of await listDirectories()) {
      last = (await signInAt(directory, credentials, trying)) ?? last;
      if (last && last.is !== "unreachable") return last;
    }
    return last;
  },
};

async function signInAt(directory: Directory, credentials: Credentials, trying: Trying): Promise<BackendAnswer> {
  const { identifier, password } = credentials;
  const { origin, deviceId } = trying;
  const answer = await askCounted(directory, identifier, password, deviceId);
  await note(directory, answer, origin.requestId);
  if (answer.is === "known") return welcome(directory, answer, password, trying);
  if (answer.is === "failed" || answer.is === "paused") {
    // One that answers and does not let us ask may have refused them by now (C-12).
    const isAway = answer.is === "paused" || answer.fault.directoryFault === "unreachable";
    const cached = isAway ? await findByCachedPassword(directory, identifier, password) : null;
    return cached ? { is: "somebody", ...cached } : { is: "unreachable" };
  }
  if (answer.is === "nobody") await dropPasswordOf(directory, identifier);
  if (answer.is === "refused") await dropRefusedPassword(directory, identifier, password);
  return null;
}

async function welcome(
  directory: Directory,
  known: Known,
  password: string,
  { origin }: Trying,
): Promise<BackendAnswer> {
  const arrived = { assertion: assertionFrom(directory, known), connection: directory };
  const found = await linkOrCreate(arrived, origin);
  await noteResult(directory.name, {
    reason: found.ok ? (found.user.isActive ? null : "disabled") : found.reason,
    detail: null,
    requestId: origin.requestId,
  });
  if (!found.ok) return { is: "unconnected", reason: found.reason, arrived };
  const { user, identityId } = found;
  if (user.isActive) await cachePassword(directory, identityId, password);
  else await forgetPassword(identityId);
  return { is: "somebody", user, identityId };
}

/** Writes down what went wrong, for administrators; names that a directory does not know are most often somebody's here. */
async function note(directory: Directory, answer: CountedAnswer, requestId: string | null): Promise<void> {
  if (answer.is === "refused")
    return noteResult(directory.name, { reason: "refused", detail: answer.detail, requestId });
  if (answer.is !== "failed") return;
  const { directoryFault: reason, message: detail } = answer.fault;
  log.error({ connection: directory.name, reason, detail }, "a directory could not be asked");
  await noteResult(directory.name, { reason, detail, requestId });
}
