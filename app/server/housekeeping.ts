import { deleteOldResults } from "../auth/connection-results.server.ts";
import { deleteExpiredCounters } from "../auth/counters.server.ts";
import { deleteForgottenDevices } from "../auth/devices.server.ts";
import { eraseDueAccounts, eraseUnprovenAccounts } from "../auth/erase-accounts.server.ts";
import { deleteExpiredHeldForms } from "../auth/held-forms.server.ts";
import { deleteExpiredHeldIdentities } from "../auth/held-identities.server.ts";
import { deleteExpiredInvitations } from "../auth/invitations.server.ts";
import { deleteForgottenLockouts } from "../auth/lockout.server.ts";
import { deleteExpiredOneTimeTokens } from "../auth/one-time-tokens.server.ts";
import { deleteExpiredSessions } from "../auth/sessions.server.ts";
import { deleteExpiredFlows } from "../auth/sign-in-flows.server.ts";
import { hours, minutes } from "../clock.ts";
import { besides, parts } from "../features/enabled.server.ts";
import { countMails, deleteOldMails, giveUpOldMails } from "../email/queue.server.ts";
import { log } from "../log.server.ts";

const chores: Readonly<Record<string, () => Promise<void>>> = {
  deleteExpiredSessions,
  deleteExpiredCounters,
  deleteExpiredFlows,
  deleteExpiredHeldForms,
  deleteExpiredHeldIdentities,
  deleteExpiredOneTimeTokens,
  deleteExpiredInvitations,
  deleteForgottenLockouts,
  deleteForgottenDevices,
  eraseDueAccounts,
  eraseUnprovenAccounts,
  giveUpOldMails,
  deleteOldMails,
  deleteOldResults,
  ...Object.assign({}, ...[...parts, ...besides].map(({ chores: ofFeature }) => ofFeature)),
};

/**
 * Cleans up what is over, a batch every minute (SE19), and reminds the operator once an hour of what needs a person. Gives the function
 * that stops it. Never keeps the process alive by itself.
 */
export function startHousekeeping(): () => void {
  void doChores({ reportDeadMails });
  const timers = [
    setInterval(() => void doChores(chores), minutes(1)),
    setInterval(() => void doChores({ reportDeadMails }), hours(1)),
  ];
  for (const timer of timers) timer.unref();
  return () => timers.forEach(clearInterval);
}

/** Runs each chore once; one that fails is logged and tried again next time. */
async function doChores(all: Record<string, () => Promise<void>>): Promise<void> {
  for (const [name, chore] of Object.entries(all)) {
    try {
      await chore();
    } catch (error) {
      log.warn({ err: error, chore: name }, "a chore was put off");
    }
  }
}

async function reportDeadMails(): Promise<void> {
  const { waiting, dead } = await countMails();
  if (dead > 0) log.error({ waiting, dead }, "mails were given up in the last month: look for dead_at in auth.mails");
}
