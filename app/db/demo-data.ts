import type { StoredCondition } from "./access.schema.ts";
import type { AccessLevel } from "./access-level.ts";

/** The password of every demo person. Known to the whole world, hence never in production. */
export const demoPassword = "demo pass phrase 2026";

const numbered = (kind: string, n: number) => `00000000-0000-7000-${kind}-${String(n).padStart(12, "0")}`;
const personId = (n: number) => numbered("8001", n);
const roleId = (n: number) => numbered("8002", n);

type DemoRole = {
  id: string;
  name: string;
  description: string;
  parents: string[];
  grants: [permission: string, ...StoredCondition[]][];
  /** What they may do with the budget of a project. */
  budget: AccessLevel;
};

const isOwner: StoredCondition = { type: "is_owner", ownerField: "ownerId" };
const isDraft: StoredCondition = { type: "field_match", field: "status", values: ["draft"] };

/** viewer ← editor ← admin: each has what the one before it has, and more. */
export const demoRoles: readonly DemoRole[] = [
  {
    id: roleId(1),
    name: "viewer",
    description: "Sees projects",
    parents: [],
    grants: [["project:read"]],
    budget: "hidden",
  },
  {
    id: roleId(2),
    name: "editor",
    description: "Starts projects and looks after their own",
    parents: ["viewer"],
    grants: [
      ["project:create"],
      ["project:update", isOwner],
      ["project:update", isDraft],
      ["project:archive", isOwner],
    ],
    budget: "readonly",
  },
  {
    id: roleId(3),
    name: "admin",
    description: "Runs the place",
    parents: ["editor"],
    grants: [
      ["project:update"],
      ["project:archive"],
      ["project:delete"],
      ["admin:users"],
      ["admin:roles"],
      ["admin:audit"],
      ["admin:sessions"],
      ["admin:why"],
    ],
    budget: "writable",
  },
];

type DemoPerson = {
  id: string;
  username: string;
  firstName: string;
  lastName: string;
  role: string | null;
  isStaff?: boolean;
  isSuperuser?: boolean;
  isActive?: boolean;
};

/** Six people, one for each kind of standing. */
export const demoPeople: readonly DemoPerson[] = [
  {
    id: personId(1),
    username: "root",
    firstName: "Root",
    lastName: "Ortega",
    role: null,
    isStaff: true,
    isSuperuser: true,
  },
  { id: personId(2), username: "alice", firstName: "Alice", lastName: "Admin", role: "admin", isStaff: true },
  { id: personId(3), username: "bob", firstName: "Bob", lastName: "Editor", role: "editor" },
  { id: personId(4), username: "carol", firstName: "Carol", lastName: "Viewer", role: "viewer" },
  { id: personId(5), username: "dave", firstName: "Dave", lastName: "Disabled", role: "editor", isActive: false },
  { id: personId(6), username: "erin", firstName: "Erin", lastName: "Guest", role: null },
];

/** Four projects, one in each interesting state. */
export const demoProjects = [
  { id: numbered("8003", 1), name: "Lighthouse", owner: "bob", status: "active", budget: 120_000 },
  { id: numbered("8003", 2), name: "Harbour", owner: "alice", status: "draft", budget: 80_000 },
  { id: numbered("8003", 3), name: "Breakwater", owner: "alice", status: "active", budget: 250_000 },
  { id: numbered("8003", 4), name: "Ferry", owner: "bob", status: "archived", budget: 40_000 },
] as const;

type DemoShare = { project: string; permission: string } & ({ person: string } | { role: string });

/** Who may do what with one project only. */
export const demoShares: readonly DemoShare[] = [
  { project: "Lighthouse", permission: "project:read", person: "erin" },
  { project: "Harbour", permission: "project:read", person: "erin" },
  { project: "Harbour", permission: "project:update", person: "erin" },
  { project: "Ferry", permission: "project:update", role: "viewer" },
];
