import type { ComponentType } from "react";

import type { GraphLane, GraphNode, NodeKind, ProofGraph } from "#app/access/proof-graph.ts";

import {
  ActiveIcon,
  ArrowIcon,
  BeyondIcon,
  ConditionIcon,
  FailedIcon,
  FieldIcon,
  GrantIcon,
  GuardIcon,
  PermissionIcon,
  PersonIcon,
  RoleIcon,
  RouteIcon,
  SignInIcon,
} from "./icons.ts";
import { useText } from "./intl.tsx";

const icons: Record<NodeKind, ComponentType<{ className?: string }>> = {
  route: RouteIcon,
  guard: GuardIcon,
  person: PersonIcon,
  session: SignInIcon,
  role: RoleIcon,
  permission: PermissionIcon,
  condition: ConditionIcon,
  grant: GrantIcon,
  field: FieldIcon,
};

const faces = {
  held: "border-line bg-surface shadow-control",
  failed: "border-danger bg-danger-soft outline outline-danger",
  beyond: "border-dashed border-control bg-transparent",
};

/**
 * A proof from left to right, or from top to bottom on a phone: what all ways have in common, then a lane for each way. For eyes only:
 * `GraphWords` says the same and belongs beside it.
 */
export function Graph({ graph: { trunk, lanes } }: { graph: ProofGraph }) {
  const hasLanes = lanes.length > 0;
  return (
    <div aria-hidden className={`grid gap-y-5 ${hasLanes ? "items-center md:grid-cols-[10rem_minmax(0,1fr)]" : ""}`}>
      <div
        className={`grid gap-1 ${hasLanes ? "relative md:pr-6 md:after:absolute md:after:top-1/2 md:after:right-0 md:after:w-6 md:after:border-t-2 md:after:border-control" : "md:flex md:items-center"}`}
      >
        {trunk.map((node, index) => (
          <Station key={node.kind} node={node} isFirst={index === 0} isDown={hasLanes} />
        ))}
      </div>
      {hasLanes && (
        <div className="grid gap-4 md:gap-0">
          {lanes.map((lane, index) => (
            <Lane key={index} lane={lane} />
          ))}
        </div>
      )}
    </div>
  );
}

// Its part of the rail that comes from the trunk: half of it at the first lane and the last, none beside an only one.
const rail =
  "md:relative md:py-2 md:pl-7 md:before:absolute md:before:left-0 md:before:inset-y-0 md:before:border-l-2 md:before:border-control md:after:absolute md:after:left-0 md:after:top-1/2 md:after:w-6 md:after:border-t-2 md:after:border-control md:first:before:top-1/2 md:last:before:bottom-1/2 md:only:before:hidden";

function Lane({ lane: { nodes, holds } }: { lane: GraphLane }) {
  return (
    <div className={rail}>
      <div className="grid gap-1 rounded-lg border border-line bg-subtle/60 p-3 md:flex md:flex-wrap md:items-center md:gap-y-2 md:p-2.5">
        {nodes.map((node, index) => (
          <Station key={index} node={node} isFirst={index === 0} />
        ))}
        <LaneMark holds={holds} />
      </div>
    </div>
  );
}

function LaneMark({ holds }: { holds: boolean }) {
  const text = useText("why");
  const Icon = holds ? ActiveIcon : FailedIcon;
  return (
    <p
      className={`mt-1 flex w-full items-center gap-1.5 text-xs font-medium ${holds ? "text-success-ink" : "text-danger-ink"}`}
    >
      <Icon className="size-4" />
      {text("answer.way", { holds: holds ? "yes" : "no" })}
    </p>
  );
}

/** A node with the edge that leads to it: an arrow, or the sign where the way ends. */
function Station({ node, isFirst, isDown = false }: { node: GraphNode; isFirst: boolean; isDown?: boolean }) {
  const text = useText("why.graph");
  const { kind, title, lines, state } = node;
  const Icon = icons[kind];
  return (
    <div className={`flex flex-col items-center gap-1 ${isDown ? "" : "md:flex-row"}`}>
      {!isFirst && <Edge state={state} isDown={isDown} />}
      <div className={`w-full min-w-22 rounded-md border px-2.5 py-2 ${isDown ? "" : "md:max-w-56"} ${faces[state]}`}>
        <p className="flex items-center gap-1.5 text-xs text-ink-soft">
          <Icon className="size-3.5 shrink-0" />
          {text(`kinds.${kind}`)}
        </p>
        <p className={`font-medium wrap-anywhere ${state === "beyond" ? "text-ink-soft" : ""}`}>{title}</p>
        {lines.map((line) => (
          <p key={line} className="text-xs wrap-anywhere text-ink-soft">
            {line}
          </p>
        ))}
        {state !== "held" && <StateMark state={state} />}
      </div>
    </div>
  );
}

function Edge({ state, isDown }: { state: GraphNode["state"]; isDown: boolean }) {
  const turn = isDown ? "rotate-90" : "rotate-90 md:rotate-0";
  if (state === "failed") return <FailedIcon className="size-5 shrink-0 text-danger-ink" />;
  return <ArrowIcon className={`size-4 shrink-0 ${turn} ${state === "beyond" ? "text-control" : "text-ink-soft"}`} />;
}

function StateMark({ state }: { state: "failed" | "beyond" }) {
  const text = useText("why.graph");
  const Icon = state === "failed" ? FailedIcon : BeyondIcon;
  return (
    <p
      className={`mt-1 flex items-center gap-1 text-xs font-medium ${state === "failed" ? "text-danger-ink" : "text-ink-soft"}`}
    >
      <Icon className="size-3.5" />
      {text(state)}
    </p>
  );
}
