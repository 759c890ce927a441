import { Card } from "../card.tsx";
import { ActiveIcon, FailedIcon } from "../icons.ts";
import { useText } from "../intl.tsx";
import { Time } from "../time.tsx";
import { useResultReason } from "./result-reason.ts";

type Result = { at: Date; reason: string | null; detail: string | null; requestId: string | null };

/** How the last sign-ins through a connection went. */
export function ConnectionResults({ results }: { results: readonly Result[] }) {
  const text = useText("admin.connection.results");
  return (
    <Card title={text("title")} text={text("text")}>
      {results.length === 0 ? (
        <p className="text-ink-soft">{text("none")}</p>
      ) : (
        <ul className="-my-3 divide-y divide-line">
          {results.map((result) => (
            <ResultItem key={`${result.requestId} ${result.at.toISOString()}`} {...result} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function ResultItem({ at, reason, detail, requestId }: Result) {
  const text = useText("admin.connection.results");
  const reasonText = useResultReason();
  const Icon = reason === null ? ActiveIcon : FailedIcon;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 py-3">
      <Icon className={`mt-0.5 size-4 ${reason === null ? "text-success-ink" : "text-danger-ink"}`} />
      <p>{reason === null ? text("success") : reasonText(reason)}</p>
      {detail && <p className="col-start-2 text-ink-soft wrap-anywhere">{detail}</p>}
      <p className="col-start-2 flex flex-wrap gap-x-3 text-xs text-ink-soft">
        <Time at={at} />
        {requestId && <code className="font-mono wrap-anywhere select-all">{requestId}</code>}
      </p>
    </li>
  );
}
