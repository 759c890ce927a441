import { days, fromNow, hours, now, seconds } from "../../clock.ts";
import { fetchOutsideWithin } from "../../fetch-outside.server.ts";
import { log } from "../../log.server.ts";
import type { Reach } from "../../reach.ts";
import { findUnreachable, type UnreachableWhy } from "../../unreachable.ts";
import type { MetadataFailure } from "./failure.ts";
import type { IdpMetadata } from "./idp-metadata.ts";
import { readMetadata } from "./idp-metadata.server.ts";

const FRESH = hours(1);
const LONGEST_KEPT = days(1);
const LONGEST = seconds(4);

export type MetadataOutcome = { readonly ok: true; readonly metadata: IdpMetadata } | MetadataFailure;
type Kept = { readonly metadata: IdpMetadata; readonly freshUntil: Date; readonly keptUntil: Date };

const kept = new Map<string, Kept>();

/**
 * The metadata at an address, as it was at most an hour ago; while the address does not answer, or answers nonsense, as it was at most a
 * day ago: an identity provider whose web server is down for an hour still lets people in. A certificate that it has dropped is gone here
 * within the hour.
 */
export async function metadataAt(url: string, reach: Reach): Promise<MetadataOutcome> {
  const known = kept.get(url);
  if (known && known.freshUntil > now()) return { ok: true, metadata: known.metadata };
  const read = await readMetadataAt(url, reach);
  if (read.ok || !known || known.keptUntil <= now() || hasEnded(known.metadata)) return read;
  log.warn({ url, reason: read.reason, detail: read.detail }, "SAML metadata could not be read anew");
  return { ok: true, metadata: known.metadata };
}

/** The metadata at an address at this moment. Takes four seconds at most and never throws. */
export async function readMetadataAt(url: string, reach: Reach): Promise<MetadataOutcome> {
  try {
    const answer = await fetchOutsideWithin(LONGEST, reach)(url, {
      headers: { accept: "application/samlmetadata+xml" },
    });
    if (answer.status !== 200) return unreachable(`${url}: status ${answer.status}`);
    const outcome = await metadataIn(await answer.text());
    if (outcome.ok)
      kept.set(url, { metadata: outcome.metadata, freshUntil: fromNow(FRESH), keptUntil: fromNow(LONGEST_KEPT) });
    return outcome;
  } catch (error) {
    const outage = findUnreachable(error);
    if (!outage) throw error;
    return unreachable(outage.message, outage.why);
  }
}

/** What metadata says, as text. */
export async function metadataIn(xml: string): Promise<MetadataOutcome> {
  const read = await readMetadata(xml);
  if (!read.ok) return { ok: false, reason: `metadata-${read.flaw}`, detail: read.detail };
  return { ok: true, metadata: read.metadata };
}

const hasEnded = ({ validUntil }: IdpMetadata) => validUntil !== null && validUntil <= now();

const unreachable = (detail: string, why?: UnreachableWhy): MetadataFailure => ({
  ok: false,
  reason: "metadata-unreachable",
  detail,
  ...(why && { why }),
});
