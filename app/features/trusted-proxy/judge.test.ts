import { describe, expect, it } from "vitest";

import { readTrustedProxy } from "./environment.ts";
import { judge } from "./judge.ts";

const SECRET = "wmS3kq0bYtLxR7vPzD1nHcFgAeJ5uQ8i";
const { settings: proxy } = readTrustedProxy({
  PROXY_AUTH_CIDRS: "10.0.0.5,fd00::/8",
  PROXY_AUTH_SECRET: SECRET,
  PROXY_AUTH_GROUPS_HEADER: "X-Forwarded-Groups",
});

type Headers = [name: string, value: string][];
const secret: Headers = [["X-Proxy-Auth-Secret", SECRET]];
const user = (name: string): Headers => [["X-Forwarded-User", name]];
const judged = (headers: Headers, peer = "10.0.0.5") => judge(proxy, { peer, rawHeaders: headers.flat() });
const bob = { ok: true, subject: "bob@example.com", groups: [] };
const no = (reason: string) => ({ ok: false, reason });

describe("who is vouched for", () => {
  it("CB-05 is whoever the header names, in one spelling of it", () => {
    for (const name of ["bob@example.com", "  Bob@Example.COM "])
      expect(judged([...secret, ...user(name)])).toEqual(bob);
    expect(
      judged([
        ["x-proxy-auth-secret", SECRET],
        ["X-FORWARDED-USER", "CORP\\bob"],
      ]),
    ).toMatchObject({ subject: "corp\\bob" });
    expect(judged([...secret, ...user("bob@example.com")], "::ffff:10.0.0.5")).toEqual(bob);
    expect(judged([...secret, ...user("bob@example.com")], "fd00::1")).toEqual(bob);
  });

  it("CB-05 is nobody without the header", () => {
    expect(judged(secret)).toEqual(no("nobody"));
    for (const name of ["", "   "]) expect(judged([...secret, ...user(name)])).toEqual(no("nobody"));
  });

  it("brings groups, each as it is written", () => {
    const groups = (value: string) => judged([...secret, ...user("bob"), ["X-Forwarded-Groups", value]]);
    expect(groups("Editors, staff of 3, ,Editors")).toMatchObject({ groups: ["Editors", "staff of 3"] });
    expect(groups("")).toMatchObject({ groups: [] });
  });
});

describe("what is not believed", () => {
  it.each(["10.0.0.6", "127.0.0.1", "::1", "fe80::1", "10.0.0.5.evil.example", "", undefined])(
    "CB-07 Z-05 comes from %s, whatever else is right",
    (peer) => {
      const rawHeaders = [...secret, ...user("bob@example.com")].flat();
      expect(judge(proxy, { peer, rawHeaders })).toEqual(no("stranger"));
    },
  );

  it("CB-07 Z-16 an address in a header is none: only the socket's counts", () => {
    const lies: Headers = ["X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP"].map((name) => [
      name,
      "10.0.0.5",
    ]);
    expect(judged([...secret, ...user("root"), ...lies], "203.0.113.9")).toEqual(no("stranger"));
  });

  it.each<[string, Headers]>([
    ["none", []],
    ["an empty one", [["X-Proxy-Auth-Secret", ""]]],
    ["another one", [["X-Proxy-Auth-Secret", SECRET.replace("w", "W")]]],
    ["its beginning", [["X-Proxy-Auth-Secret", SECRET.slice(0, -1)]]],
    ["more than it", [["X-Proxy-Auth-Secret", `${SECRET}, ${SECRET}`]]],
    ["it twice", [...secret, ...secret]],
    ["it behind a wrong one", [["X-Proxy-Auth-Secret", "x"], ...secret]],
    ["it in another spelling", [["X_Proxy_Auth_Secret", SECRET]]],
  ])("CB-07 shows %s of the secret", (_, shown) => {
    expect(judged([...shown, ...user("bob@example.com")])).toEqual(no("stranger"));
  });

  it.each<[string, Headers]>([
    ["twice", [...user("bob@example.com"), ...user("root@example.com")]],
    ["twice, the same", [...user("bob@example.com"), ...user("bob@example.com")]],
    ["once more in another case", [...user("bob@example.com"), ["x-forwarded-USER", "root@example.com"]]],
    ["beside an empty one", [...user(""), ...user("root@example.com")]],
    ["behind what a browser sent, joined", user("root@example.com, bob@example.com")],
    ["joined without a space", user("root@example.com,bob@example.com")],
    ["with a comma at the end", user("bob@example.com,")],
    ["with a control character", user("bob\u0000@example.com")],
    ["with a tab inside", user("bob\t@example.com")],
    ["with a space inside", user("bob example.com")],
    ["in letters that are not plain", user("b\u00f6b@example.com")],
    ["at length", user("b".repeat(256))],
  ])("CB-07 names somebody %s", (_, named) => {
    expect(judged([...secret, ...named])).toEqual(no("unreadable"));
  });

  it("CB-07 names somebody with an underscore: that is another header, and no name at all", () => {
    expect(judged([...secret, ["X_Forwarded_User", "root@example.com"]])).toEqual(no("nobody"));
    expect(judged([...secret, ["X_Forwarded_User", "root@example.com"], ...user("bob@example.com")])).toEqual(bob);
  });

  it.each<[string, Headers]>([
    [
      "twice",
      [
        ["X-Forwarded-Groups", "admins"],
        ["X-Forwarded-Groups", "staff"],
      ],
    ],
    ["with a control character", [["X-Forwarded-Groups", "staff,ad\u0001mins"]]],
    ["by the hundred", [["X-Forwarded-Groups", Array.from({ length: 201 }, (_, i) => `g${i}`).join()]]],
  ])("Z-09 lists groups %s", (_, listed) => {
    expect(judged([...secret, ...user("bob"), ...listed])).toEqual(no("unreadable"));
  });

  it("CB-07 is everything while there is no proxy", () => {
    expect(judge(null, { peer: "10.0.0.5", rawHeaders: [...secret, ...user("bob")].flat() })).toEqual(no("stranger"));
  });
});
