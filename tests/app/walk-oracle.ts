import type { ServerBuild } from "@remix-run/node";

import { whenServing } from "#tests/support/serving.ts";
import { pool } from "#app/db/client.server.ts";
import { demoPeople } from "#app/db/demo-data.ts";
import type { Policy } from "#app/guards/policy.ts";
import { roleIdOf } from "./administrators.ts";

/** Somebody who walks through all doors: what is known of them without asking the app. */
export type Walker = {
  name: string;
  isSignedIn: boolean;
  isPending: boolean;
  may: readonly string[];
  /** What they may do to the row that the walk asks about: `walkedRow`. */
  mayOnRow: readonly string[];
};

/** Breakwater: alice's, active, and shared with nobody. */
export const walkedRow = "00000000-0000-7000-8003-000000000003";

export type Verdict = "in" | "sign-in" | "step" | "no" | "hidden";

type Route = NonNullable<ServerBuild["routes"][string]>;
type Carrier = { policy?: Policy } | undefined;

// Walkers have a session, which every `via` here takes, and have only just signed in, so `fresh` asks nothing of them: see `step-up.test.ts`.
// `services` is about programs alone. `crossSite` asks nothing of whoever comes from our own pages, as they do: see `cross-site.test.ts`.
const understood = "open signedIn can on each pending method via services limit fresh crossSite".split(" ");

/** What a policy says to a walker, worked out apart from the app's own code. Throws for keys that it was not taught. */
export function verdictOf(policy: Policy, { isSignedIn, isPending, may, mayOnRow }: Walker): Verdict {
  const strange = Object.keys(policy).filter((key) => !understood.includes(key));
  if (strange.length > 0) throw new Error(`teach the walk what ${strange.join(", ")} means`);
  if ("open" in policy) return "in";
  if (!isSignedIn) return "sign-in";
  if ("pending" in policy) return isPending ? "in" : "no";
  if (isPending) return "step";
  // Walkers have signed in by password.
  if (policy.method && ![policy.method].flat().includes("password")) return "no";
  if (policy.on && !mayOnRow.includes("project:read")) return "hidden";
  return [policy.can ?? []].flat().every((permission) => (policy.on ? mayOnRow : may).includes(permission))
    ? "in"
    : "no";
}

/** What the URL rules ask for beyond a route's own policy: one of these permissions. */
const closedByAddress: Record<string, readonly string[]> = {
  "routes/admin/index": [
    "admin:users",
    "admin:roles",
    "admin:connections",
    "admin:audit",
    "admin:sessions",
    "admin:why",
  ],
};

/** True for an address that takes posts from other sites, which bring no form token of ours. */
export const isWelcomeFromElsewhere = ({ module }: Route): boolean =>
  (module.action as Carrier)?.policy?.crossSite !== undefined;

/** The verdict of all layouts around a handler and then its own: the first that is not "in" counts. */
export function verdictAt(
  route: Route,
  method: "GET" | "POST",
  routes: ServerBuild["routes"],
  walker: Walker,
): Verdict {
  const own = (method === "GET" ? route.module.loader : route.module.action) as Carrier;
  const policies = [...layoutsOf(route, routes).map((layout) => layout.module.loader as Carrier), own];
  const closed = closedByAddress[route.id];
  if (closed && walker.isSignedIn && !walker.isPending && !closed.some((name) => walker.may.includes(name)))
    return "no";
  const verdicts = policies.map((carrier) => (carrier?.policy ? verdictOf(carrier.policy, walker) : "in"));
  return verdicts.find((verdict) => verdict !== "in") ?? "in";
}

function layoutsOf({ parentId }: Route, routes: ServerBuild["routes"]): Route[] {
  const parent = routes[parentId ?? ""];
  return parent ? [...layoutsOf(parent, routes), parent] : [];
}

const somebody = demoPeople.find(({ username }) => username === "dave")?.id ?? "";

/** The role whose page is opened. Unlike the other ids this one is another in every database. */
export const walkedRole = await roleIdOf("viewer");

const walkedConnection = "00000000-0000-7000-8009-000000000001";

/** Adds the connection whose page is opened: the demo has none. */
export const addWalkedConnection = () =>
  pool.query(
    `insert into auth.connections (id, name, kind, label, settings, sealed, is_enabled, created_at)
     values ($1, 'walked', 'a-kind', 'Walked', '{"issuer":"https://id.example.com"}', 'nothing', false, now())`,
    [walkedConnection],
  );

// What stands for `:id`, by the folder of the route.
const rowsWalked: readonly (readonly [folder: string, id: string])[] = [
  ["/projects/", walkedRow],
  ["admin/user", somebody],
  ["admin/roles/", walkedRole],
  ["admin/connections/", walkedConnection],
  ["features/saml/connection", walkedConnection],
  ["features/api-keys/key", somebody],
  ["features/authorization-server/client.route", somebody],
];

/** An address that leads to a route. */
export function addressOf(route: Route, routes: ServerBuild["routes"]): string {
  const parts = [...layoutsOf(route, routes), route].flatMap(({ path }) => path || []);
  const address = `/${parts.join("/").replace("*", "leads/nowhere")}`;
  if (!address.includes(":id")) return address;
  const [, id] = rowsWalked.find(([folder]) => route.id.includes(folder)) ?? [];
  if (id === undefined) throw new Error(`\`rowsWalked\` above has to say which row ${route.id} is asked for.`);
  return address.replace(":id", id);
}

// What a handler answers once somebody is let in, where that is not simply 200.
const answers: Record<string, number> = {
  "GET routes/sign-out": 405,
  "GET routes/settings/index": 303,
  "GET routes/theme": 400,
  "GET routes/api/why": 400, // the walk asks nothing
  "GET routes/not-found": 404,
  "GET features/oauth/login.route": 404, // the walk has no providers
  "GET features/oauth/callback.route": 404,
  "GET features/oauth/login.alias": 404,
  "GET features/oauth/callback.alias": 404,
  "GET features/trusted-proxy/login.route": 404, // nor a proxy
  "GET features/saml/login.route": 404,
  "GET features/saml/callback.route": 405,
  "POST features/saml/callback.route": 404,
  "GET features/saml/finish.route": 404,
  "GET features/saml/metadata.route": 404,
  "GET features/saml/callback.alias": 405,
  "POST features/saml/callback.alias": 404,
  "GET features/saml/connection.route": 404, // the connection of the walk is of another kind
  "POST features/saml/connection.route": 404,
  "POST features/saml/new-connection.route": 400,
  "POST routes/sign-in": 401,
  "POST routes/sign-out": 303,
  "POST routes/confirm": 401,
  "POST routes/register": 400,
  "POST routes/forgot-password": 400,
  "POST routes/reset-password": 400,
  "POST routes/invitation": 400,
  "POST routes/settings/profile": 400,
  "POST routes/settings/email": 400,
  "POST routes/settings/password": 400,
  "POST routes/settings/account": 400,
  "POST routes/projects/list": 400,
  "POST routes/projects/project": 400,
  "POST routes/api/projects/list": 415, // the walk sends forms
  "POST routes/api/projects/project": 415,
  "GET routes/api/auth/register": 400,
  "POST routes/api/auth/register": 415, // the walk sends forms
  "GET features/access-tokens/login.route": 400,
  "POST features/access-tokens/login.route": 415,
  "GET features/access-tokens/refresh.route": 400,
  "POST features/access-tokens/refresh.route": 415,
  "GET features/access-tokens/logout.route": 400,
  "POST features/access-tokens/logout.route": 415,
  "GET features/authorization-server/authorize.route": whenServing(400),
  "GET features/authorization-server/authorize.resumed": whenServing(400),
  "GET features/authorization-server/request.route": 404, // the walk brings no request
  "POST features/authorization-server/request.route": 404,
  "POST features/authorization-server/settings.route": 400,
  "POST features/authorization-server/new-client.route": 400,
  "GET features/authorization-server/client.route": 404, // the walk has no applications
  "POST features/authorization-server/client.route": 404,
  "GET features/authorization-server/enter-code.route": whenServing(200),
  "POST features/authorization-server/enter-code.route": 400,
  "GET features/authorization-server/logout.route": whenServing(200),
  "POST features/authorization-server/logout.route": 303,
  "GET features/authorization-server/token.route": 400,
  "POST features/authorization-server/token.route": whenServing(401),
  "GET features/authorization-server/revoke.route": 400,
  "POST features/authorization-server/revoke.route": whenServing(401),
  "GET features/authorization-server/introspect.route": 400,
  "POST features/authorization-server/introspect.route": whenServing(401),
  "GET features/authorization-server/device.route": 400,
  "POST features/authorization-server/device.route": whenServing(400),
  "GET features/authorization-server/userinfo.route": whenServing(401),
  "POST features/authorization-server/userinfo.route": whenServing(401),
  "GET features/authorization-server/keys": whenServing(200),
  "GET features/authorization-server/openid": whenServing(200),
  "GET features/authorization-server/oauth": whenServing(200),
  "GET features/authorization-server/protected-resource.route": whenServing(200),
  "POST routes/settings/sessions": 400,
  "POST routes/settings/sign-in-methods": 400,
  "POST routes/admin/users/invite": 400,
  "POST routes/admin/users/person": 400,
  "POST routes/admin/sessions": 400,
  "POST routes/admin/roles/list": 400,
  "POST routes/admin/roles/role": 400,
  "POST routes/admin/connections/connection": 400,
  "POST features/oauth/new-connection.route": 400,
  "POST features/ldap/new-connection.route": 400,
  "GET features/ldap/connect.route": 404, // the walk has no directories
  "POST features/ldap/connect.route": 404,
  "POST routes/admin/fields": 400,
  "POST routes/admin/grants": 303,
  "POST routes/api/admin/user": 415,
  "POST routes/theme": 303,
  "GET features/api-docs/redoc.route": 303,
  "POST features/api-keys/settings.route": 400,
  "POST features/api-keys/keys.route": 415, // the walk sends forms
  "GET features/api-keys/rotate.route": 400,
  "POST features/api-keys/rotate.route": 415,
  "GET features/api-keys/key.route": 400,
  "POST features/api-keys/key.route": 415,
  "GET features/api-keys/webhook.route": 400,
  "POST features/api-keys/webhook.route": 415,
};

// What an address for programs that is open to anybody answers to an empty post, where that is not simply 400.
const emptyAnswers: Record<string, number> = {
  "features/api-keys/webhook.route": 401,
};

/** The status of an empty post of a program that shows nothing, to an address that is open to anybody. */
export const emptyStatus = ({ id }: Route): number => emptyAnswers[id] ?? 400;

/** The status of a page for a walker with this verdict. */
export function documentStatus(route: Route, method: "GET" | "POST", verdict: Verdict, walker: Walker): number {
  if (isApi(route) && verdict !== "in") return verdict === "sign-in" ? 401 : verdict === "hidden" ? 404 : 403; // programs are sent nowhere
  if (method === "POST" && !route.module.action) return verdict === "sign-in" ? 303 : 405;
  if (verdict === "hidden") return 404;
  if (verdict !== "in") return verdict === "no" ? 403 : 303;
  // The sign-in page has nothing to say to somebody who is in, not even that a password was wrong.
  const isSentOn = route.id === "routes/sign-in" && walker.isSignedIn && !walker.isPending;
  return isSentOn ? 303 : (answers[`${method} ${route.id}`] ?? 200);
}

/** Called by programs: the answers are the same, but nobody is sent to a page. */
export const isApi = ({ path = "" }: Route): boolean => path.startsWith("api/");

/** The same for its data alone: nobody is sent to a page, and Remix reports a redirect as 202. */
export function dataStatus(route: Route, verdict: Verdict, walker: Walker): number {
  if (!route.module.loader) return 200; // nothing of this route is in it
  if (verdict === "hidden") return 404;
  if (verdict !== "in") return verdict === "sign-in" ? 401 : 403;
  if (["routes/settings/own-data", "routes/admin/audit/export"].includes(route.id)) return 202; // a download is no data of a page: it leads to one
  const status = documentStatus(route, "GET", verdict, walker);
  return status === 303 ? 202 : status;
}
