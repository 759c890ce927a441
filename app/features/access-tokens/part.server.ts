import type { Besides } from "../enabled.server.ts";
import { deleteDeadRefreshTokens } from "./refresh-tokens.server.ts";

/** What is done beside answering programs. What it holds about a person are sessions, which are told already. */
export const accessTokensPart: Besides = { chores: { deleteDeadRefreshTokens } };
