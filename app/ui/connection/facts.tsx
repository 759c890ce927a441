import type { ConnectionKind } from "../../db/connections.schema.ts";
import { Card } from "../card.tsx";
import { useKindName } from "./kind.ts";
import { Facts } from "../facts.tsx";
import { useText } from "../intl.tsx";
import { Time } from "../time.tsx";
import { ConnectionStateBadge } from "./state-badge.tsx";

type ConnectionFactsProps = {
  name: string;
  kind: ConnectionKind;
  state: Parameters<typeof ConnectionStateBadge>[0]["state"];
  settings: Readonly<Record<string, string>>;
  createdAt: Date;
  /** What to register there; none where no feature speaks this kind. */
  addresses: readonly { what: "callback" | "metadata"; address: string }[];
};

const directory = ["url", "baseDn", "bindDn", "userAttribute", "filter"] as const;
const inEnvironment = {
  url: "URL",
  baseDn: "BASE_DN",
  bindDn: "BIND_DN",
  userAttribute: "USER_ATTRIBUTE",
  filter: "FILTER",
};

/** Where a connection leads. None of it can be changed: what it is trusted with was meant for that place. */
export function ConnectionFacts({ name, kind, state, settings, createdAt, addresses }: ConnectionFactsProps) {
  const text = useText("admin.connection.about");
  const { entityId, issuer = "", clientId, scopes } = settings;
  const items = [
    { label: text("state"), value: <ConnectionStateBadge state={state} /> },
    { label: text("name"), value: <Literal>{name}</Literal> },
    { label: text("kind"), value: useKindName(kind) },
    ...(issuer ? [{ label: text("issuer"), value: <Literal>{entityId ?? issuer}</Literal> }] : []),
    ...(clientId ? [{ label: text("clientId"), value: <Literal>{clientId}</Literal> }] : []),
    ...directory.flatMap((what) => {
      const value = settings[inEnvironment[what]];
      return value ? { label: text(what), value: <Literal>{value}</Literal> } : [];
    }),
    ...(scopes ? [{ label: text("scopes"), value: <Literal>{scopes}</Literal> }] : []),
    ...addresses.map(({ what, address }) => ({ label: text(what), value: <Literal>{address}</Literal> })),
    { label: text("added"), value: <Time at={createdAt} /> },
  ];
  return (
    <Card title={text("title")} text={text("text")}>
      <Facts items={items} />
    </Card>
  );
}

/** To be copied as a whole, at one click. */
const Literal = ({ children }: { children: string }) => (
  <code className="font-mono text-xs select-all">{children}</code>
);
