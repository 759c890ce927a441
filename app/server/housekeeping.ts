import { deleteExpiredCounters } from "../auth/counters.server.ts";
import { deleteForgottenDevices } from "../auth/devices.server.ts";
import { deleteForgottenLockouts } from "../auth/lockout.server.ts";
import { deleteExpiredSessions } from "../auth/sessions.server.ts";
import { minutes } from "../clock.ts";
import { log } from "../log.server.ts";

const chores = { deleteExpiredSessions, deleteExpiredCounters, deleteForgottenLockouts, deleteForgottenDevices };

/** Cleans up what is over, a batch every minute (SE19). Gives the function that stops it. Never keeps the process alive by itself. */
export function startHousekeeping(): () => void {
  const timer = setInterval(() => void cleanUp(), minutes(1));
  timer.unref();
  return () => clearInterval(timer);
}

/** Runs every chore once; one that fails is logged and tried again next time. */
async function cleanUp(): Promise<void> {
  for (const [name, chore] of Object.entries(chores)) {
    try {
      await chore();
    } catch (error) {
      log.warn({ err: error, chore: name }, "a chore was put off");
    }
  }
}
