import { Avatar } from "./avatar.tsx";
import { Badge } from "./badge.tsx";
import { Form } from "./form.tsx";
import { WaitIcon } from "./icons.ts";
import { useText } from "./intl.tsx";
import { TextLink } from "./text-link.tsx";
import { usePending } from "./pending.ts";

/** A demo person as the sign-in page shows them. */
export type DemoPerson = {
  username: string;
  fullName: string;
  roles: readonly string[];
  isStaff: boolean;
  isSuperuser: boolean;
  isActive: boolean;
};

type DemoPeopleProps = { people: readonly DemoPerson[]; password: string; redirectTo: string };

/** The demo people of a development copy: one click signs in as one of them, through the ordinary form. */
export function DemoPeople({ people, password, redirectTo }: DemoPeopleProps) {
  const text = useText("signIn.demo");
  return (
    <section
      aria-labelledby="demo-people"
      className="mt-6 rounded-lg border border-dashed border-control bg-canvas p-5 sm:p-6"
    >
      <div className="flex items-center justify-between gap-4">
        <h2 id="demo-people" className="text-sm">
          {text("title")}
        </h2>
        <Badge tone="warning">{text("mark")}</Badge>
      </div>
      <p className="mt-1 text-ink-soft">
        {text("text")} <code className="font-mono text-ink">{password}</code>
      </p>
      <ul className="mt-4 grid gap-2 min-[26rem]:grid-cols-2">
        {people.map((person) => (
          <li key={person.username}>
            <Form action="/login">
              <input type="hidden" name="identifier" value={person.username} />
              <input type="hidden" name="password" value={password} />
              <input type="hidden" name="redirectTo" value={redirectTo} />
              <PersonButton person={person} />
            </Form>
          </li>
        ))}
      </ul>
      <p className="mt-4">
        <TextLink to="/lab" reloadDocument>
          {text("lab")}
        </TextLink>
      </p>
    </section>
  );
}

function PersonButton({ person }: { person: DemoPerson }) {
  const text = useText("people");
  const pending = usePending({ demo: person.username });
  const facts = [
    person.isSuperuser && text("superuser"),
    ...person.roles.map((name) => text("role", { name })),
    person.isStaff && text("staff"),
    !person.isActive && text("disabled"),
  ].filter(Boolean);
  return (
    <button
      name="demo"
      value={person.username}
      aria-busy={pending || undefined}
      className="flex w-full cursor-pointer items-center gap-3 rounded-md border border-control bg-surface px-3 py-2.5 text-left shadow-control transition-colors hover:border-accent hover:bg-accent-soft"
    >
      <Avatar name={person.fullName} />
      <span className="grid min-w-0 flex-1">
        <span className="truncate font-medium">{person.fullName}</span>
        <span className="truncate text-xs text-ink-soft">{facts.join(", ") || text("noRole")}</span>
      </span>
      {pending && <WaitIcon className="size-4 shrink-0 animate-spin motion-reduce:animate-none" />}
    </button>
  );
}
