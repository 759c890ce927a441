import { pool } from "#app/db/client.server.ts";
import type { Letter } from "#app/email/letter.ts";
import { dataKeys } from "#app/keys.server.ts";
import { makeSealer } from "#app/sealing.server.ts";

const { open } = makeSealer(dataKeys, "mail");

/** Every mail on its way to this address, newest first, with what it is about. */
export async function mailsTo(address: string): Promise<(Letter & { kind: string; link: string })[]> {
  const { rows } = await pool.query("select kind, sealed from auth.mails where sealed is not null order by id desc");
  return (rows as { kind: string; sealed: string }[])
    .map(({ kind, sealed }) => ({ kind, ...(JSON.parse(open(sealed) ?? "null") as Letter) }))
    .filter(({ to }) => to === address)
    .map((mail) => ({ ...mail, link: /https?:\/\/\S+/.exec(mail.text)?.[0] ?? "" }));
}

/** The path and query of the link in the newest mail of this kind to this address. Throws when there is none. */
export async function linkIn(kind: string, address: string): Promise<string> {
  const mail = (await mailsTo(address)).find((one) => one.kind === kind);
  if (!mail) throw new Error(`there is no mail about ${kind} to ${address}`);
  const { pathname, search } = new URL(mail.link);
  return pathname + search;
}
