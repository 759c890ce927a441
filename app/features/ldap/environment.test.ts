import { describe, expect, it } from "vitest";

import { readDirectories } from "./environment.ts";

const plain = {
  LDAP_OUR_CORP_URL: "ldaps://directory.example.com",
  LDAP_OUR_CORP_BASE_DN: "dc=example,dc=com",
  LDAP_OUR_CORP_BIND_DN: "cn=app,dc=example,dc=com",
  LDAP_OUR_CORP_BIND_PASSWORD: "secret",
};
const problemsOf = (more: Record<string, string | undefined>) => readDirectories({ ...plain, ...more }).problems;

describe("a directory of the environment", () => {
  it("LD-01 has a name, an authority and sound defaults", () => {
    expect(readDirectories(plain).settings).toMatchObject([
      {
        name: "ldap-our-corp",
        label: "Our Corp",
        authority: "ldap:our-corp",
        userAttribute: "uid",
        cacheHours: 0,
        groups: "direct",
        groupBaseDn: "dc=example,dc=com",
        way: { by: "search", bindDn: "cn=app,dc=example,dc=com", password: "secret" },
      },
    ]);
    expect(readDirectories({}).settings).toEqual([]);
  });

  it.each([
    ["in the clear over a network", { LDAP_OUR_CORP_URL: "ldap://directory.example.com" }],
    ["of another protocol", { LDAP_OUR_CORP_URL: "https://directory.example.com" }],
    ["with a password in its address", { LDAP_OUR_CORP_URL: "ldaps://me:secret@directory.example.com" }],
    ["with a path", { LDAP_OUR_CORP_URL: "ldaps://directory.example.com/dc=x" }],
    ["with StartTLS within TLS", { LDAP_OUR_CORP_START_TLS: "true" }],
    ["without a base", { LDAP_OUR_CORP_BASE_DN: undefined }],
    ["with a base that is none", { LDAP_OUR_CORP_BASE_DN: "example.com" }],
    ["without a way to find people", { LDAP_OUR_CORP_BIND_DN: undefined }],
    ["with an account that has no password", { LDAP_OUR_CORP_BIND_PASSWORD: undefined }],
    ["with two ways", { LDAP_OUR_CORP_USER_DN_TEMPLATE: "uid={username},dc=example" }],
    ["with a filter that is none", { LDAP_OUR_CORP_FILTER: "(uid=*" }],
    ["with an attribute that is more", { LDAP_OUR_CORP_USER_ATTRIBUTE: "uid=*)(x" }],
    ["with a certificate that is not there", { LDAP_OUR_CORP_CA_FILE: "/nowhere.pem" }],
    ["with hours for ever", { LDAP_OUR_CORP_CACHE_HOURS: "10000" }],
  ])("%s stops the start", (_, more) => {
    expect(problemsOf(more)).not.toEqual([]);
  });

  it("goes in the clear on this machine, and over a network by StartTLS", () => {
    expect(problemsOf({ LDAP_OUR_CORP_URL: "ldap://127.0.0.1:3890" })).toEqual([]);
    const startTls = { LDAP_OUR_CORP_URL: "ldap://directory.example.com", LDAP_OUR_CORP_START_TLS: "true" };
    expect(problemsOf(startTls)).toEqual([]);
  });

  it("binds at once by a template, without an account of ours", () => {
    const way = { LDAP_OUR_CORP_BIND_DN: undefined, LDAP_OUR_CORP_BIND_PASSWORD: undefined };
    const template = "uid={username},ou=people,dc=example,dc=com";
    const { settings } = readDirectories({ ...plain, ...way, LDAP_OUR_CORP_USER_DN_TEMPLATE: template });
    expect(settings[0]?.way).toEqual({ by: "template", template });
  });
});
