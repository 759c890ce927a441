import { type ReactNode, useId } from "react";

import { useReloading } from "./reloading.ts";
import { ScrollFrame } from "./scroll-frame.tsx";

/** One column: what its head says and what it shows of a row. The first column names the row. */
export type Column<Row> = { id: string; label: string; align?: "end"; cell: (row: Row) => ReactNode };

type TableProps<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  empty: ReactNode;
};

/** A list of rows under column heads, scrolling inside its frame on a phone; `empty` when there are none, pale while another page of it loads. */
export function Table<Row>({ caption, columns, rows, rowId, empty }: TableProps<Row>) {
  const id = useId();
  const loading = useReloading();
  if (rows.length === 0) return empty;
  return (
    <ScrollFrame labelledBy={id}>
      <table aria-busy={loading} className={`w-full text-left transition-opacity ${loading ? "opacity-50" : ""}`}>
        <caption id={id} className="sr-only">
          {caption}
        </caption>
        <thead className="border-b border-line bg-subtle/60 text-xs text-ink-soft">
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={`px-4 py-2.5 font-medium sm:px-5 whitespace-nowrap ${side(column)}`}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={rowId(row)} className="hover:bg-subtle/50">
              {columns.map((column, index) => (
                <Cell key={column.id} names={index === 0} side={side(column)}>
                  {column.cell(row)}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

function Cell({ names, side, children }: { names: boolean; side: string; children: ReactNode }) {
  const face = `px-4 py-3 sm:px-5 whitespace-nowrap ${side}`;
  if (!names) return <td className={face}>{children}</td>;
  return (
    <th scope="row" className={`font-medium ${face}`}>
      {children}
    </th>
  );
}

const side = <Row,>(column: Column<Row>) => (column.align === "end" ? "text-right tabular-nums" : "");
