import { type Bar, BarChart } from "../bar-chart.tsx";
import { Card } from "../card.tsx";
import { EmptyState } from "../empty-state.tsx";
import { SignInIcon } from "../icons.ts";
import { useFormat, useText } from "../intl.tsx";
import { type Column, Table } from "../table.tsx";

type Day = { day: string; done: number; refused: number };

/** Sign-ins day by day, the last of them today: a picture, and the same in numbers. */
export function SignIns({ days }: { days: readonly Day[] }) {
  const text = useText("admin.overview");
  const [done, refused] = [sum(days.map((day) => day.done)), sum(days.map((day) => day.refused))];
  if (done + refused === 0)
    return (
      <EmptyState Icon={SignInIcon} title={text("noSignIns")} text={text("noSignInsText", { days: days.length })} />
    );
  return (
    <Card title={text("signIns")} text={text("signInsText", { days: days.length })}>
      <div className="grid gap-6">
        <ul className="flex flex-wrap gap-x-6 gap-y-2">
          <Key face="bg-accent" name={text("done")} count={done} />
          <Key face="bg-danger" name={text("refused")} count={refused} />
        </ul>
        <Picture days={days} />
        <details>
          <summary className="link w-fit cursor-pointer">{text("table")}</summary>
          <div className="mt-4">
            <InNumbers days={days} />
          </div>
        </details>
      </div>
    </Card>
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

function Key({ face, name, count }: { face: string; name: string; count: number }) {
  const text = useText("admin.overview");
  return (
    <li className="flex items-center gap-2">
      <span className={`size-3 rounded-sm ${face}`} />
      <span className="font-medium">{name}</span>
      <span className="text-ink-soft tabular-nums">{text("total", { count })}</span>
    </li>
  );
}

function Picture({ days }: { days: readonly Day[] }) {
  const text = useText("admin.overview");
  const dateOf = useDate();
  const bars = days.map(({ day, done, refused }): Bar => ({
    id: day,
    title: text("bar", { day: dateOf(day), done, refused }),
    lower: done,
    upper: refused,
  }));
  return <BarChart bars={bars} first={dateOf(days[0]?.day ?? "")} last={text("today")} />;
}

function InNumbers({ days }: { days: readonly Day[] }) {
  const text = useText("admin.overview");
  const columns = useColumns();
  return (
    <Table caption={text("caption")} columns={columns} rows={days.toReversed()} rowId={({ day }) => day} empty={null} />
  );
}

function useColumns(): Column<Day>[] {
  const text = useText("admin.overview");
  const format = useFormat();
  const dateOf = useDate();
  return [
    { id: "day", label: text("day"), cell: ({ day }) => <time dateTime={day}>{dateOf(day)}</time> },
    { id: "done", label: text("done"), align: "end", cell: ({ done }) => format.number(done) },
    { id: "refused", label: text("refused"), align: "end", cell: ({ refused }) => format.number(refused) },
  ];
}

function useDate() {
  const format = useFormat();
  return (day: string) => format.dateTime(new Date(day), { timeZone: "UTC", month: "short", day: "numeric" });
}
