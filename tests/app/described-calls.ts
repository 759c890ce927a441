import { demoPeople, demoProjects } from "#app/db/demo-data.ts";
import type { DescribedCall } from "./described-call.ts";

const [lighthouse, , , ferry] = demoProjects;
const idOf = (name: string) => demoPeople.find(({ username }) => username === name)?.id ?? "";

/** How the operations of the core are called; those of a feature stand with its tests, in a file of the same name. */
export const describedCalls: readonly DescribedCall[] = [
  { what: "GET /api/auth/me", as: "alice" },
  {
    what: "POST /api/auth/register",
    give: () => ({ body: { username: "nora", email: "nora@example.com", password: "a quiet harbour at dawn" } }),
  },
  { what: "GET /api/projects", as: "alice", give: () => ({ query: "limit=2&status=active" }) },
  { what: "POST /api/projects", as: "alice", give: () => ({ body: { name: "Mole" } }) },
  { what: "GET /api/projects/{id}", as: "alice", give: () => ({ id: lighthouse.id }) },
  { what: "PATCH /api/projects/{id}", as: "alice", give: () => ({ id: lighthouse.id, body: { name: "Lamp" } }) },
  { what: "DELETE /api/projects/{id}", as: "alice", give: () => ({ id: ferry.id }) },
  { what: "GET /api/admin/users", as: "root", give: () => ({ query: "q=bob&limit=1" }) },
  { what: "GET /api/admin/users/{id}", as: "root", give: () => ({ id: idOf("bob") }) },
  { what: "PATCH /api/admin/users/{id}", as: "root", give: () => ({ id: idOf("bob"), body: { firstName: "Bobby" } }) },
  { what: "DELETE /api/admin/users/{id}", as: "root", give: () => ({ id: idOf("dave") }) },
  { what: "GET /api/why", as: "root", give: () => ({ query: "user=bob&permission=project:archive&row=Breakwater" }) },
];
