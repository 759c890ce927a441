/** Everything the audit log can say has happened. A closed list: a new kind of event starts here. */
export const auditEventNames = [
  "sign-in",
  "sign-out",
  "session.revoked",
  "password.rehashed",
  "password.changed",
  "password.reset-asked",
  "password.reset",
  "account.registered",
  "account.changed",
  "account.reported",
  "account.deleted",
  "account.kept",
  "account.erased",
  "account.downloaded",
  "email.verified",
  "email.change-asked",
  "email.changed",
  "email.restored",
  "step-up",
  "administrator.created",
  "invitation.sent",
  "invitation.accepted",
  "invitation.withdrawn",
  "person.renamed",
  "person.disabled",
  "person.enabled",
  "person.deleted",
  "person.staff-given",
  "person.staff-taken",
  "person.superuser-given",
  "person.superuser-taken",
  "person.attribute-set",
  "person.attribute-removed",
  "person.sent-reset",
  "access.refused",
  "roles.synced",
  "role.created",
  "role.changed",
  "role.granted",
  "role.parent-added",
  "object.shared",
  "object.unshared",
  "project.created",
  "project.changed",
  "project.archived",
  "project.deleted",
  "membership.added",
  "membership.removed",
] as const;
export type AuditEvent = (typeof auditEventNames)[number];

/** How it ended. `refused` is a no that was meant; a fault is never an audit event. */
export type AuditOutcome = "done" | "refused";

/** Why something was refused, exactly. People see one neutral sentence instead (house style: outcomes). */
export type AuditReason =
  | "unknown-user"
  | "email-taken"
  | "invited"
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
  | "no-such-row"
  | "field"
  | "expression"
  | "staff"
  | "predicate"
  | "yourself"
  | "superuser"
  | "last-superuser"
  | "beyond-own-rights"
  | "credential"
  | "method"
  | "limit"
  | "csrf";
