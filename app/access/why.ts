import type { Permission } from "./permissions.ts";
import type { FieldProof, Proof } from "./proof.ts";

/** A question about somebody and what came of it, with names instead of ids where people read it. */
export type Why = {
  readonly user: { readonly id: string; readonly username: string; readonly fullName: string };
  readonly permission: Permission;
  readonly row: { readonly model: string; readonly id: string; readonly title: string } | null;
  readonly field: (FieldProof & { readonly name: string }) | null;
  readonly at: Date;
  readonly address: string | null;
  readonly proof: Proof;
  /** The people whose ids the conditions saw, by id. */
  readonly names: Readonly<Record<string, string>>;
};
