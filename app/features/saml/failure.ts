import type { UnreachableWhy } from "../../unreachable.ts";
import type { MetadataFlaw } from "./idp-metadata.ts";
import type { SamlRefusal } from "./refusal.ts";

/** Why metadata is of no use: it cannot be had, it says what cannot be used, or it is about somebody else. */
export type MetadataFailure = {
  readonly ok: false;
  readonly reason: "metadata-unreachable" | `metadata-${MetadataFlaw}` | "metadata-of-another";
  readonly detail: string;
  /** How its address failed, where it did not answer. */
  readonly why?: UnreachableWhy;
};

/**
 * Why the protocol led nowhere: what a response lacks, an answer that was taken before, a name that names nobody for long, somebody who
 * was to show themselves anew and did not, metadata, or our own keys that are missing. `detail` says it exactly, for the log and for
 * administrators; never for whoever signs in (Z-08).
 */
export type SamlFailure =
  | MetadataFailure
  | {
      readonly ok: false;
      readonly reason: SamlRefusal | "replayed" | "transient-name" | "no-id" | "not-anew" | "no-keys";
      readonly detail: string;
    };
export type SamlFailureReason = SamlFailure["reason"];
