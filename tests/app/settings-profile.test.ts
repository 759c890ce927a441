import { beforeEach, describe, expect, it } from "vitest";

import { send } from "#tests/support/app.ts";
import { newBrowser, type Browser } from "#tests/support/browser.ts";
import { findByUsername } from "#app/auth/users.server.ts";
import { pool } from "#app/db/client.server.ts";
import { addVerified, cookiesOf, openedFor } from "./opened.ts";

const page = "/settings/profile";
const statusAndPlace = ({ status, headers }: Response) => [status, headers.get("Location")];
const names = (username: string, firstName = "Nora", lastName = "Quist") => ({ username, firstName, lastName });

let number = 0;
let username: string;
let nora: Browser;

beforeEach(async () => {
  await pool.query("truncate auth.counters");
  username = `nora${number++}`;
  await addVerified(username);
  nora = await openedFor(username);
  await nora.visit("/dashboard");
});

describe("the profile", () => {
  it("is the first page of the settings", async () => {
    expect(statusAndPlace(await nora.visit("/settings"))).toEqual([303, page]);
  });

  it("UM-12 changes names, says so, and shows them in the header", async () => {
    const answer = await nora.submit(page, names(`quist${number}`));
    expect(statusAndPlace(answer)).toEqual([303, `${page}?done=changed`]);
    const shown = await (await nora.visit(`${page}?done=changed`)).text();
    expect(shown).toContain("Your profile is saved.");
    expect(shown).toContain("Nora Quist");
    expect(await findByUsername(`quist${number}`)).toMatchObject({ firstName: "Nora", lastName: "Quist" });
  });

  it("gives the page back with what was typed and what is wrong with it", async () => {
    const answer = await nora.submit(page, names("n@example.com", "Nora"));
    expect(answer.status).toBe(400);
    const shown = await answer.text();
    expect(shown).toContain("begin with a letter or a digit");
    expect(shown).toContain('value="n@example.com"');
    expect(shown).toContain('aria-invalid="true"');
    expect(await findByUsername(username)).toMatchObject({ firstName: "" });
  });

  it("UM-03 says that a username is taken, and changes nothing", async () => {
    const answer = await nora.submit(page, names("ALICE"));
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("Somebody else has this username.");
    expect(await findByUsername(username)).not.toBeNull();
    expect(await findByUsername("alice")).toMatchObject({ firstName: "Alice" });
  });

  it("UM-03 of two people who save one username at the same moment, one is told that it is taken", async () => {
    await addVerified(`other${number}`);
    const other = await openedFor(`other${number}`);
    await other.visit("/dashboard");
    const answers = await Promise.all([nora, other].map((browser) => browser.submit(page, names(`prize${number}`))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  });

  it("Z-06 AZ05 changes nothing but the three names, and nobody but the person who asks", async () => {
    const others = () =>
      pool.query("select to_jsonb(u) as row from auth.users u where username <> $1 order by id", [username]);
    const before = (await others()).rows;
    const more = { id: "00000000-0000-7000-8001-000000000001", userId: "x", isSuperuser: "true", is_staff: "true" };
    await nora.submit(page, { ...names(username), ...more, email: "eve@example.com", canonicalUsername: "root" });
    expect((await others()).rows).toEqual(before);
    const changed = await findByUsername(username);
    expect(changed).toMatchObject({
      firstName: "Nora",
      email: `${username}@example.com`,
      isStaff: false,
      isSuperuser: false,
    });
  });

  it("CS01 is not changed by a form that is not ours: no token, another's token, another site", async () => {
    const stranger = newBrowser();
    await stranger.visit("/login");
    const theirs = stranger.cookies.get("__Host-XSRF-TOKEN") ?? "";
    const own = nora.cookies.get("__Host-XSRF-TOKEN") ?? "";
    const answers = [
      await nora.submit(page, { ...names(username), csrf: "" }),
      await nora.submit(page, { ...names(username), csrf: theirs }),
      await send(page, {
        form: { ...names(username), csrf: own },
        headers: { Cookie: cookiesOf(nora), Origin: "https://evil.example" },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await findByUsername(username)).toMatchObject({ firstName: "" });
  });

  it("RX19 shows names as text, whatever they hold", async () => {
    await nora.submit(page, names(username, "<img src=x onerror=alert(1)>", "</script><script>alert(2)"));
    const shown = await (await nora.visit(page)).text();
    expect(shown).not.toContain("<img src=x");
    expect(shown).not.toContain("<script>alert(2)");
  });

  it("may be saved ten times in a quarter of an hour", async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 11; i += 1) statuses.push((await nora.submit(page, names(username))).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 303), 429]);
  });
});
