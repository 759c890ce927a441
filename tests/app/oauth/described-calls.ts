import type { DescribedCall } from "../described-call.ts";

export const describedCalls: readonly DescribedCall[] = [
  { what: "GET /api/dashboard", as: "alice", refused: 403 }, // she came in by her password
];
