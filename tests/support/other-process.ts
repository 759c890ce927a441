import { makeMove, standingsByGraph, type RoleMove } from "./role-moves.ts";

// Run by `fork`: makes the changes it is sent, and answers each message with what its own compiled graph says then.
process.on("message", async (move: RoleMove | "read") => {
  if (move !== "read") await makeMove(move);
  process.send?.(await standingsByGraph());
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
