import { deepFreeze, type Service } from "../access/principal.ts";
import { roleGraphAt } from "../access/role-graph.server.ts";
import { settleConditions } from "../access/settle-conditions.server.ts";

/** What a scheme knows of a program in nobody's name, and the names of the roles that the operator lets it have. */
export type FoundService = Pick<Service, "userId" | "credential" | "scopes" | "claims"> & {
  readonly roleNames: readonly string[];
};

/**
 * A program in nobody's name, with the standing of its roles by the rules at `accessVersion`. A name that no role here has gives nothing; no
 * flag of a person's, such as staff or superuser, is ever its own.
 */
export async function recognisedService(
  { roleNames, ...known }: FoundService,
  accessVersion: number,
  address: string,
): Promise<Service> {
  const graph = await roleGraphAt(accessVersion);
  const held = graph.rules.roles.filter(({ name }) => roleNames.includes(name));
  const service: Service = {
    kind: "service",
    isAuthenticated: true,
    isAnonymous: false,
    user: null,
    via: "accessToken",
    method: null,
    pending: null,
    session: null,
    attributes: {},
    ...known,
    ...graph.standingOf(held.map(({ id }) => id)),
  };
  return deepFreeze(await settleConditions(service, address));
}
