import { Link } from "@remix-run/react";

import { useText } from "./intl.tsx";
import { ScrollFrame } from "./scroll-frame.tsx";

type RoleInTree = { id: string; name: string; people: number; grantsAll: boolean; parents: readonly { id: string }[] };
type Placed = RoleInTree & { x: number; y: number };

const [WIDTH, HEIGHT, GAP_X, GAP_Y] = [168, 52, 72, 20];

/** The roles as a drawing: what each inherits from stands to its left. The table beside it says the same in words. */
export function RoleTree({ roles }: { roles: readonly RoleInTree[] }) {
  const text = useText("roles");
  const placed = place(roles);
  if (placed.length === 0) return null;
  const [right, bottom] = [
    Math.max(...placed.map(({ x }) => x)) + WIDTH,
    Math.max(...placed.map(({ y }) => y)) + HEIGHT,
  ];
  return (
    <ScrollFrame labelledBy="role-tree">
      <nav aria-labelledby="role-tree" className="p-5 sm:p-6">
        <h2 id="role-tree" className="sr-only">
          {text("tree")}
        </h2>
        <div className="relative" style={{ width: right, height: bottom }}>
          <svg aria-hidden="true" width={right} height={bottom} className="absolute inset-0 fill-none stroke-control">
            {placed.flatMap((role) => edgesOf(role, placed))}
          </svg>
          {placed.map((role) => (
            <Link
              key={role.id}
              to={`/admin/roles/${role.id}`}
              style={{ left: role.x, top: role.y, width: WIDTH, height: HEIGHT }}
              className="absolute grid content-center rounded-md border border-line bg-surface px-3 shadow-card hover:border-accent"
            >
              <span className="truncate font-medium">{role.name}</span>
              <span className="truncate text-xs text-ink-soft">
                {role.grantsAll ? text("everything") : text("peopleCount", { count: role.people })}
              </span>
            </Link>
          ))}
        </div>
      </nav>
    </ScrollFrame>
  );
}

function edgesOf(role: Placed, placed: readonly Placed[]) {
  return role.parents.flatMap(({ id }) => {
    const parent = placed.find((one) => one.id === id);
    if (!parent) return [];
    const [fromX, fromY] = [parent.x + WIDTH, parent.y + HEIGHT / 2];
    const [toX, toY] = [role.x, role.y + HEIGHT / 2];
    const bend = (fromX + toX) / 2;
    return (
      <path
        key={`${id} ${role.id}`}
        d={`M${fromX} ${fromY} C${bend} ${fromY} ${bend} ${toY} ${toX} ${toY}`}
        strokeWidth={1.5}
      />
    );
  });
}

// Each role one column to the right of the furthest of its parents.
function place(roles: readonly RoleInTree[]): Placed[] {
  const columns = new Map<string, number>();
  const columnOf = (role: RoleInTree, seen: readonly string[] = []): number => {
    const known = columns.get(role.id);
    if (known !== undefined || seen.includes(role.id)) return known ?? 0;
    const parents = role.parents.flatMap(({ id }) => roles.find((one) => one.id === id) ?? []);
    const column = Math.max(-1, ...parents.map((parent) => columnOf(parent, [...seen, role.id]))) + 1;
    columns.set(role.id, column);
    return column;
  };
  const filled = new Map<number, number>();
  return roles.map((role) => {
    const column = columnOf(role);
    const row = filled.get(column) ?? 0;
    filled.set(column, row + 1);
    return { ...role, x: column * (WIDTH + GAP_X), y: row * (HEIGHT + GAP_Y) };
  });
}
