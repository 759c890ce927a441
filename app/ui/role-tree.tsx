import { useText } from "./intl.tsx";
import { ScrollFrame } from "./scroll-frame.tsx";

type RoleInTree = { id: string; name: string; people: number; grantsAll: boolean; parents: readonly { id: string }[] };
type Placed = RoleInTree & { x: number; y: number };

const [WIDTH, HEIGHT, GAP_X, GAP_Y, EDGE] = [168, 56, 72, 20, 24];
const LONGEST_NAME = 18;

/** The roles as a drawing: what each inherits from stands to its left. The table beside it says the same in words. */
export function RoleTree({ roles }: { roles: readonly RoleInTree[] }) {
  const text = useText("roles");
  const placed = place(roles);
  if (placed.length === 0) return null;
  const right = Math.max(...placed.map(({ x }) => x)) + WIDTH + EDGE;
  const bottom = Math.max(...placed.map(({ y }) => y)) + HEIGHT + EDGE;
  return (
    <ScrollFrame labelledBy="role-tree">
      <div className="bg-surface">
        <h2 id="role-tree" className="sr-only">
          {text("tree")}
        </h2>
        <svg width={right} height={bottom}>
          {placed.flatMap((role) => edgesOf(role, placed))}
          {placed.map((role) => (
            <Node key={role.id} role={role} />
          ))}
        </svg>
      </div>
    </ScrollFrame>
  );
}

function Node({ role: { id, name, people, grantsAll, x, y } }: { role: Placed }) {
  const text = useText("roles");
  const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  return (
    <a href={`/admin/roles/${id}`} aria-label={name} className="group">
      <rect
        x={x}
        y={y}
        width={WIDTH}
        height={HEIGHT}
        rx={8}
        className="fill-surface stroke-control group-hover:stroke-accent"
      />
      <text x={x + 14} y={y + 24} className="fill-ink text-sm font-medium">
        {short}
      </text>
      <text x={x + 14} y={y + 43} className="fill-ink-soft text-xs">
        {grantsAll ? text("everything") : text("peopleCount", { count: people })}
      </text>
    </a>
  );
}

function edgesOf(role: Placed, placed: readonly Placed[]) {
  return role.parents.flatMap(({ id }) => {
    const parent = placed.find((one) => one.id === id);
    if (!parent) return [];
    const [fromX, fromY] = [parent.x + WIDTH, parent.y + HEIGHT / 2];
    const [toX, toY] = [role.x, role.y + HEIGHT / 2];
    const bend = (fromX + toX) / 2;
    const line = `M${fromX} ${fromY} C${bend} ${fromY} ${bend} ${toY} ${toX} ${toY}`;
    return <path key={`${id} ${role.id}`} d={line} className="fill-none stroke-control" strokeWidth={1.5} />;
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
    return { ...role, x: EDGE + column * (WIDTH + GAP_X), y: EDGE + row * (HEIGHT + GAP_Y) };
  });
}
