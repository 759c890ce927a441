import { enoughWords } from "./proof-words.ts";
import type { Why } from "./why.ts";

/** A proof as programs get it: the answer, what it was asked about, every path, and what is missing, with a sentence for each set. */
export const reportOf = (why: Why) => {
  const { user, permission, row, field, at, address, proof } = why;
  const { allowed, barriers, paths, missing } = proof;
  const enough = enoughWords(why);
  return {
    allowed,
    user: { id: user.id, username: user.username },
    permission,
    row,
    ...(field ? { field } : {}),
    at: at.toISOString(),
    address,
    barriers,
    paths,
    missing,
    enough,
  };
};
