import { permissionCatalogue, type Permission } from "#app/access/permissions.ts";
import { useText } from "#app/ui/intl.tsx";

const identities = ["openid", "profile", "email"] as const;

/** What a scope means, in words. */
export function useScopeWords(): (scope: string) => string {
  const text = useText("applications.scopes");
  return (scope) => {
    const identity = identities.find((one) => one === scope);
    return identity ? text(identity) : (permissionCatalogue[scope as Permission] ?? scope);
  };
}
