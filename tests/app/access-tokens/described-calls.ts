import type { DescribedCall } from "../described-call.ts";
import { demoPassword } from "#app/db/demo-data.ts";
import { signInProgram } from "./programs.ts";

const fresh = async () => ({ refresh_token: (await signInProgram("carol")).refresh_token });

export const describedCalls: readonly DescribedCall[] = [
  { what: "POST /api/auth/login", give: () => ({ body: { identifier: "carol", password: demoPassword } }) },
  { what: "POST /api/auth/refresh", give: async () => ({ body: await fresh() }) },
  { what: "POST /api/auth/logout", give: async () => ({ body: await fresh() }) },
];
