import { guard } from "#app/guards/guard.server.ts";
import { describeApi } from "./document.server.ts";

let described: string | null = null;

/** What every address under `/api` takes and gives, and who may call it: for programs. It says no more than this repository does. */
export const loader = guard({ open: "describes the API" }, () => {
  described ??= JSON.stringify(describeApi());
  return new Response(described, { headers: { "Content-Type": "application/json" } });
});
