import { currentPolicies } from "../../guards/current-policies.server.ts";
import type { Operation, OperationMethod } from "../../guards/operations.ts";
import type { Policy } from "../../guards/policy.ts";

/** One operation with the address that it stands at, and what protects it. */
export type DescribedRow = {
  readonly path: string;
  readonly method: OperationMethod;
  readonly operation: Operation;
  readonly policy: Policy;
};

const methods = ["GET", "POST", "PATCH", "DELETE"] as const;

/** Every operation of the running app under `/api`, in the order of its addresses. */
export function listDescribed(): DescribedRow[] {
  const rows = currentPolicies().toSorted((one, other) => one.path.localeCompare(other.path));
  return rows.flatMap(({ path, method: handler, policy, operations }) =>
    methods
      .filter((method) => (method === "GET") === (handler === "GET"))
      .flatMap((method) => {
        const operation = operations?.[method];
        return operation ? [{ path, method, operation, policy }] : [];
      }),
  );
}
