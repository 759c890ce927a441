const CODE = "ACCESS_REFUSED";

/** What a guarded method throws: nobody is known who asks, or what it asks for does not hold. */
export type AccessRefused = Error & { readonly refused: "AUTH_REQUIRED" | "FORBIDDEN" };

/**
 * The error with which code far from any request says no. Inside a request it becomes the same answer as a refusal of the guard's and is
 * never logged as a bug; anywhere else whoever called must expect it (ML-03).
 */
export const accessRefused = (refused: AccessRefused["refused"], detail: string): AccessRefused =>
  Object.assign(new Error(detail), { code: CODE, refused });

/** True for the error that `accessRefused` makes. */
export const isAccessRefused = (error: unknown): error is AccessRefused =>
  error instanceof Error && "code" in error && error.code === CODE;
