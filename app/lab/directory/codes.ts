/** How an operation ends (RFC 4511, 4.1.9). */
export const codes = {
  success: 0,
  protocolError: 2,
  sizeLimitExceeded: 4,
  strongerAuthRequired: 8,
  referral: 10,
  constraintViolation: 19,
  noSuchObject: 32,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
} as const;

export type Code = (typeof codes)[keyof typeof codes];
