import { describe, expect, it } from "vitest";

import { anonymous, type Principal } from "../access/principal.ts";
import { authorizeRequests, type UrlRules } from "./url-rule-builder.ts";
import { urlRules } from "./url-rules.ts";

const person = (roles: string[], permissions: string[] = []) =>
  ({ isAuthenticated: true, roles, permissions, user: { isSuperuser: false } }) as unknown as Principal;
const status = (rules: UrlRules, path: string, principal: Principal = anonymous, method = "GET") =>
  rules.refusalFor({ path, method }, principal)?.status ?? 200;

describe("URL rules", () => {
  it("HS-01 HS-02 read as a sentence and take several patterns at once", () => {
    const rules = authorizeRequests().requestMatchers("/a", "/b").hasRole("admin").anyRequest().denyAll().build();
    expect(rules.rules).toEqual(["/a, /b role admin", "any request deny all"]);
    expect([
      status(rules, "/a", person(["admin"])),
      status(rules, "/b", person(["admin"])),
      status(rules, "/c", person(["admin"])),
    ]).toEqual([200, 200, 403]);
  });

  it("HS-04 tell which of them decides over a path, and the permission that it asks for", () => {
    const rules = authorizeRequests()
      .requestMatchers("/a/**")
      .hasPermission("admin:why")
      .anyRequest()
      .denyAll()
      .build();
    const asked = (path: string) => rules.ruleFor({ path, method: "GET" });
    expect(asked("/a/b")).toMatchObject({ text: "/a/** permission admin:why", permission: "admin:why" });
    expect(asked("/c")).toMatchObject({ text: "any request deny all", permission: null });
  });

  it("HS-03 Z-20 `*` is one segment and `**` any number: neither crosses where it should not", () => {
    const rules = authorizeRequests()
      .requestMatchers("/api/*/keys")
      .permitAll()
      .requestMatchers("/docs/**")
      .permitAll()
      .build();
    expect([status(rules, "/api/v1/keys"), status(rules, "/api/v1/x/keys"), status(rules, "/api//keys")]).toEqual([
      200, 401, 401,
    ]);
    expect([status(rules, "/docs"), status(rules, "/docs/a/b"), status(rules, "/docsx")]).toEqual([200, 200, 401]);
  });

  it("HS-04 the first match decides, in the order they stand", () => {
    const rules = authorizeRequests().requestMatchers("/a/open").permitAll().requestMatchers("/a/**").denyAll().build();
    expect([status(rules, "/a/open"), status(rules, "/a/other")]).toEqual([200, 403]);
  });

  it("HS-05 every ending: permit, deny, signed in, role, any role, permission", () => {
    const build = (
      end: (
        on: ReturnType<ReturnType<typeof authorizeRequests>["requestMatchers"]>,
      ) => ReturnType<typeof authorizeRequests>,
    ) => end(authorizeRequests().requestMatchers("/x")).build();
    const table: [UrlRules, number, number, number][] = [
      [build((on) => on.permitAll()), 200, 200, 200],
      [build((on) => on.denyAll()), 403, 403, 403],
      [build((on) => on.authenticated()), 401, 200, 200],
      [build((on) => on.hasRole("admin")), 401, 403, 200],
      [build((on) => on.hasAnyRole("boss", "admin")), 401, 403, 200],
      [build((on) => on.hasPermission("project:read")), 401, 403, 200],
      [build((on) => on.hasAnyPermission("admin:audit", "project:read")), 401, 403, 200],
    ];
    for (const [rules, nobody, plain, admin] of table)
      expect([
        status(rules, "/x"),
        status(rules, "/x", person([])),
        status(rules, "/x", person(["admin"], ["project:read"])),
      ]).toEqual([nobody, plain, admin]);
  });

  it("HS-06 C-04 what no rule matches is refused", () => {
    const rules = authorizeRequests().requestMatchers("/a").permitAll().build();
    expect([status(rules, "/b"), status(rules, "/b", person(["admin"]))]).toEqual([401, 403]);
  });

  it("HS-07 nothing may stand behind anyRequest()", () => {
    expect(() => authorizeRequests().anyRequest().permitAll().requestMatchers("/late")).toThrow("after anyRequest()");
  });

  it("HS-11 compare without regard to case, like the router", () => {
    const rules = authorizeRequests().requestMatchers("/Admin/**").hasRole("admin").anyRequest().permitAll().build();
    expect(status(rules, "/aDMIN/users", person([]))).toBe(403);
  });

  it("HS-12 may name a method", () => {
    const rules = authorizeRequests()
      .requestMatchers({ method: "POST", path: "/x" })
      .authenticated()
      .anyRequest()
      .permitAll()
      .build();
    expect([status(rules, "/x", anonymous, "GET"), status(rules, "/x", anonymous, "POST")]).toEqual([200, 401]);
  });

  it("HS-12 HEAD asks for what GET asks for, so a rule for GET holds for it", () => {
    const rules = authorizeRequests()
      .requestMatchers({ method: "GET", path: "/x" })
      .denyAll()
      .anyRequest()
      .permitAll()
      .build();
    expect([status(rules, "/x", anonymous, "GET"), status(rules, "/x", anonymous, "HEAD")]).toEqual([403, 403]);
  });

  it("HS-09 GD-10 say which role is missing", () => {
    const rules = authorizeRequests().requestMatchers("/x").hasRole("ADMIN").build();
    expect(rules.refusalFor({ path: "/x", method: "GET" }, person([]))?.detail).toBe(
      "Required role 'ADMIN' is not granted.",
    );
  });

  it("HS-10 as shipped: the administrators' part is closed, the API asks who you are, health is open, the rest is denied", () => {
    expect([status(urlRules, "/admin/users", person(["viewer"])), status(urlRules, "/api/admin/users")]).toEqual([
      403, 401,
    ]);
    const areas = ["/admin", "/admin/users/:id", "/admin/sessions", "/admin/roles/:id", "/admin/audit", "/admin/other"];
    const forSessions = person(["watch"], ["admin:sessions"]);
    expect(areas.map((area) => status(urlRules, area, forSessions))).toEqual([200, 403, 200, 403, 403, 403]);
    expect(status(urlRules, "/api/admin/other", person([], ["admin:users"]))).toBe(403);
    expect([status(urlRules, "/api/projects"), status(urlRules, "/api/projects", person([]))]).toEqual([401, 200]);
    expect([
      status(urlRules, "/health"),
      status(urlRules, "/login"),
      status(urlRules, "/nowhere", person(["admin"])),
    ]).toEqual([200, 200, 403]);
    expect(urlRules.rules.at(-1)).toBe("any request deny all");
  });
});
