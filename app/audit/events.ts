/** Everything the audit log can say has happened. A closed list: a new kind of event starts here. */
export type AuditEvent =
  | "sign-in"
  | "sign-out"
  | "session.revoked"
  | "password.rehashed"
  | "password.changed"
  | "password.reset-asked"
  | "password.reset"
  | "account.registered"
  | "account.changed"
  | "account.reported"
  | "account.deleted"
  | "account.kept"
  | "account.erased"
  | "account.downloaded"
  | "email.verified"
  | "email.change-asked"
  | "email.changed"
  | "email.restored"
  | "step-up"
  | "invitation.sent"
  | "invitation.accepted"
  | "access.refused"
  | "role.created"
  | "role.granted"
  | "role.parent-added"
  | "membership.added"
  | "membership.removed";

/** How it ended. `refused` is a no that was meant; a fault is never an audit event. */
export type AuditOutcome = "done" | "refused";

/** Why something was refused, exactly. People see one neutral sentence instead (house style: outcomes). */
export type AuditReason =
  | "unknown-user"
  | "email-taken"
  | "not-fresh"
  | "wrong-password"
  | "no-password"
  | "disabled"
  | "locked"
  | "too-many-tries"
  | "not-signed-in"
  | "step-pending"
  | "url-rule"
  | "role"
  | "permission"
  | "staff"
  | "predicate"
  | "credential"
  | "method"
  | "limit"
  | "csrf";
