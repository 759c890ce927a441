/** Everything the audit log can say has happened. A closed list: a new kind of event starts here. */
export type AuditEvent =
  | "sign-in"
  | "sign-out"
  | "session.revoked"
  | "password.rehashed"
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
