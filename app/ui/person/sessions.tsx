import { Card } from "../card.tsx";
import { Confirm } from "../confirm.tsx";
import { DeviceIcon } from "../device.tsx";
import { IntentButton } from "../intent-button.tsx";
import { useText } from "../intl.tsx";
import { ProgramBadge } from "../program-badge.tsx";
import { useSessionName } from "../session-name.ts";
import { timeTag } from "../time.tsx";

type ShownSession = { id: string; client: string | null; userAgent: string; address: string; lastSeenAt: Date };
type PersonSessionsProps = {
  userId: string;
  name: string;
  sessions: readonly ShownSession[];
  /** Their ends go to the page of all sessions, which has a permission of its own. */
  mayEnd: boolean;
};

/** Where somebody is signed in. */
export function PersonSessions({ userId, name, sessions, mayEnd }: PersonSessionsProps) {
  const text = useText("admin.person.sessions");
  return (
    <Card title={text("title")}>
      {sessions.length === 0 ? (
        <p className="text-ink-soft">{text("none")}</p>
      ) : (
        <div className="grid gap-5">
          <ul className="-my-3 divide-y divide-line">
            {sessions.map((session) => (
              <SessionItem key={session.id} userId={userId} session={session} mayEnd={mayEnd} />
            ))}
          </ul>
          {mayEnd && (
            <div className="border-t border-line pt-5">
              <Confirm label={text("endAll")} consequence={text("endAllConsequence", { name, count: sessions.length })}>
                <IntentButton
                  intent="end-all"
                  fields={{ user: userId, from: "person" }}
                  action="/admin/sessions"
                  tone="danger"
                >
                  {text("endAllSubmit")}
                </IntentButton>
              </Confirm>
            </div>
          )}
        </div>
      )}
    </Card>
  );
}

function SessionItem({ userId, session, mayEnd }: { userId: string; session: ShownSession; mayEnd: boolean }) {
  const text = useText("admin.person.sessions");
  const device = useSessionName(session);
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-3 py-3 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
      <DeviceIcon userAgent={session.userAgent} isProgram={session.client !== null} />
      <div className="grid gap-0.5 wrap-anywhere">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {device}
          <ProgramBadge client={session.client} />
        </p>
        <p className="text-ink-soft">
          {text.rich("seen", { address: session.address, ...timeTag(session.lastSeenAt) })}
        </p>
      </div>
      {mayEnd && (
        <div className="col-start-2 sm:col-start-3">
          <IntentButton
            intent="end"
            fields={{ user: userId, session: session.id, from: "person" }}
            action="/admin/sessions"
            size="small"
            label={text("endNamed", { device })}
          >
            {text("end")}
          </IntentButton>
        </div>
      )}
    </li>
  );
}
