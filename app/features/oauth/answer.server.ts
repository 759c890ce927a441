import type { ElsewhereRefusal } from "../../auth/elsewhere-problem.ts";
import { answerNotSignedIn } from "../../guards/not-signed-in.server.ts";
import type { RequestContext } from "../../guards/request-context.ts";
import { answerTo } from "./problem.ts";
import type { Provider } from "./provider.ts";

/** The page that says why somebody did not come in through a provider. `heldId`: the identity that waits to be connected. */
export const answerProblem = (
  reason: ElsewhereRefusal,
  { name, label }: Pick<Provider, "name" | "label">,
  context: RequestContext,
  heldId?: string,
) => answerNotSignedIn({ reason, ...answerTo(reason) }, { label, again: `/auth/${name}/login` }, context, heldId);
