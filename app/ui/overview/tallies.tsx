import { useText } from "../intl.tsx";
import { Tally, type TallyProps } from "./tally.tsx";

/** What was counted for this reader; null where they may not know. */
export type Counts = {
  people: { all: number; disabled: number; unverified: number; mailsLost: number } | null;
  sessions: number | null;
  roles: number | null;
  refusals: { access: number; locked: number; tooManyTries: number } | null;
};

/** How things stand in a few numbers, each of which leads to the page that lists what was counted. */
export function Tallies(counts: Counts) {
  const text = useText("admin.overview");
  const tallies = useTallies(counts);
  if (tallies.length === 0) return null;
  return (
    <section aria-label={text("numbers")}>
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] gap-4">
        {tallies.map((tally) => (
          <Tally key={tally.label} {...tally} />
        ))}
      </ul>
    </section>
  );
}

function useTallies({ people, sessions, roles, refusals }: Counts): TallyProps[] {
  const text = useText("admin.overview");
  const [page, log] = ["/admin/users", "/admin/audit"];
  const all: (TallyProps | false)[] = [
    people !== null && {
      label: text("people"),
      count: people.all,
      to: page,
      more: [
        { words: text("disabled", { count: people.disabled }), to: `${page}?state=disabled` },
        { words: text("unverified", { count: people.unverified }), to: `${page}?state=unverified` },
        { words: text("mails", { count: people.mailsLost }) },
      ],
    },
    sessions !== null && { label: text("sessions"), count: sessions, to: "/admin/sessions" },
    roles !== null && { label: text("roles"), count: roles, to: "/admin/roles" },
    refusals !== null && {
      label: text("refusals"),
      count: refusals.access,
      to: `${log}?event=access.refused`,
      more: [
        { words: text("locked", { count: refusals.locked }), to: `${log}?reason=locked` },
        { words: text("tooManyTries", { count: refusals.tooManyTries }), to: `${log}?reason=too-many-tries` },
      ],
    },
  ];
  return all.filter((tally) => tally !== false);
}
