import { Card } from "../card.tsx";
import { Facts } from "../facts.tsx";
import { useText } from "../intl.tsx";
import { StandingBadges } from "../standing-badges.tsx";
import { Time } from "../time.tsx";
import type { ShownPerson } from "./shown-person.ts";

/** Who somebody is. */
export function PersonFacts({ person }: { person: ShownPerson }) {
  const text = useText("admin.person");
  const { emailVerifiedAt, erasedAfter, createdAt, lastLogin } = person;
  const isVerified = emailVerifiedAt !== null;
  const items = [
    {
      label: text("state"),
      value: <StandingBadges {...person} isVerified={isVerified} isLeaving={erasedAfter !== null} />,
    },
    ...(erasedAfter ? [{ label: text("erasedAfter"), value: <Time at={erasedAfter} /> }] : []),
    { label: text("username"), value: person.username },
    { label: text("email"), value: person.email },
    { label: text("created"), value: <Time at={createdAt} /> },
    { label: text("lastLogin"), value: lastLogin ? <Time at={lastLogin} /> : text("never") },
    { label: text("id"), value: <code className="font-mono text-xs">{person.id}</code> },
  ];
  return (
    <Card title={text("about")}>
      <Facts items={items} />
    </Card>
  );
}
