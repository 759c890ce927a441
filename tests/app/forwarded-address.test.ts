import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Browser } from "#tests/support/browser.ts";
import { signedIn } from "#tests/support/people.ts";
import { pool } from "#app/db/client.server.ts";
import { idOf } from "./projects.ts";

/** What proxies and content networks write the client's address into, each as an office would. */
const claims: Record<string, string> = {
  "X-Forwarded-For": "10.1.2.3",
  Forwarded: "for=10.1.2.3;proto=https",
  "X-Real-IP": "10.1.2.3",
  "X-Client-IP": "10.1.2.3",
  "Client-IP": "10.1.2.3",
  "True-Client-IP": "10.1.2.3",
  "CF-Connecting-IP": "10.1.2.3",
  "CF-Connecting-IPv6": "::ffff:10.1.2.3",
  "Fastly-Client-IP": "10.1.2.3",
  "X-Cluster-Client-IP": "10.1.2.3",
  "X-Envoy-External-Address": "10.1.2.3",
  "X-Azure-ClientIP": "10.1.2.3",
  "X-Forwarded": "10.1.2.3",
  "Forwarded-For": "10.1.2.3",
  "X-Original-Forwarded-For": "10.1.2.3",
  "X-Originating-IP": "[10.1.2.3]",
  "X-Remote-IP": "10.1.2.3",
  "X-Remote-Addr": "10.1.2.3",
  "X-ProxyUser-Ip": "10.1.2.3",
  "WL-Proxy-Client-IP": "10.1.2.3",
  Via: "1.1 10.1.2.3",
};
const all: [string, Record<string, string | string[]>][] = [
  ...Object.entries(claims).map(([name, value]): [string, Record<string, string>] => [name, { [name]: value }]),
  ["all of them at once", claims],
  ["X-Forwarded-For twice", { "X-Forwarded-For": ["127.0.0.1", "10.1.2.3"] }],
  ["the address of this machine in front", { "X-Forwarded-For": "127.0.0.1, 10.1.2.3" }],
];
let erin: Browser;

/** Lets erin, who has no role of her own, start projects from these addresses only. */
async function allowFrom(range: string): Promise<void> {
  const conditions = JSON.stringify([{ type: "ip_range", ranges: [range] }]);
  await pool.query("delete from auth.roles where name = 'office'");
  await pool.query(
    `with office as (insert into auth.roles (id, name, created_at) values (gen_random_uuid(), 'office', now()) returning id),
       given as (insert into auth.role_grants (id, role_id, permission, conditions) select gen_random_uuid(), id, 'project:create', $1 from office)
     insert into auth.memberships (user_id, role_id) select $2, id from office`,
    [conditions, idOf("erin")],
  );
}

beforeAll(async () => void (erin = await signedIn("erin")));
afterAll(() => pool.query("delete from auth.roles where name = 'office'"));

describe("without a trusted proxy the socket's address decides on ip_range", () => {
  it.each(all)("AZ21 whatever is claimed: %s", async (_, headers) => {
    const opens = async () => (await erin.visit("/projects/new", { headers })).status;
    await allowFrom("10.0.0.0/8");
    expect(await opens()).toBe(403);
    await allowFrom("127.0.0.0/8");
    expect(await opens()).toBe(200);
  });

  it("AZ21 nothing is written either", async () => {
    await allowFrom("10.0.0.0/8");
    expect(
      (await erin.submit("/projects", { name: "Pier" }, { headers: claims as Record<string, string> })).status,
    ).toBe(403);
    expect((await pool.query("select 1 from projects where name = 'Pier'")).rows).toEqual([]);
    await allowFrom("127.0.0.0/8");
    expect(
      (await erin.submit("/projects", { name: "Pier" }, { headers: claims as Record<string, string> })).status,
    ).toBe(303);
  });
});
