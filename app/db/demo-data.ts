/** The password of every demo person. Known to the whole world, hence never in production. */
export const demoPassword = "demo pass phrase 2026";

const numbered = (kind: string, n: number) => `00000000-0000-7000-${kind}-${String(n).padStart(12, "0")}`;
const personId = (n: number) => numbered("8001", n);

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
