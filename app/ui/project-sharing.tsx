import type { ReactNode } from "react";

import type { Share, ShareFlaw } from "../projects/sharing-fields.ts";
import { Avatar } from "./avatar.tsx";
import { Badge } from "./badge.tsx";
import { Button } from "./button.tsx";
import { Card } from "./card.tsx";
import { Form } from "./form.tsx";
import { useText } from "./intl.tsx";
import { usePending } from "./pending.ts";
import { SelectField } from "./select-field.tsx";
import { TextField } from "./text-field.tsx";

type ShareProblem = { flaw: ShareFlaw; person: string };
type ProjectSharingProps = { shares: readonly Share[]; roles: readonly string[]; problem: ShareProblem | undefined };

/** With whom a project is shared, and two forms to share it: with a person, and with one of `roles`. */
export function ProjectSharing({ shares, roles, problem }: ProjectSharingProps) {
  const text = useText("project.sharing");
  return (
    <Card title={text("title")} text={text("text")}>
      <div className="grid gap-6">
        {shares.length === 0 ? (
          <p className="text-ink-soft">{text("none")}</p>
        ) : (
          <ul aria-label={text("list")} className="divide-y divide-line border-y border-line">
            {shares.map((share) => (
              <SharedWith key={share.holderId} share={share} />
            ))}
          </ul>
        )}
        <WithPerson problem={problem} />
        {roles.length > 0 && <WithRole roles={roles} />}
      </div>
    </Card>
  );
}

function SharedWith({ share }: { share: Share }) {
  const text = useText("project.sharing");
  const { holderId, name, username, mayUpdate } = share;
  const pending = usePending({ intent: "unshare", holderId });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="flex min-w-0 items-center gap-3 wrap-anywhere">
        <Avatar name={name} size="small" />
        <div className="grid min-w-0">
          <span className="flex flex-wrap items-center gap-x-2 font-medium">
            {name}
            {username === null ? (
              <Badge>{text("role")}</Badge>
            ) : (
              <span className="font-normal text-ink-soft">{username}</span>
            )}
          </span>
          <span className="text-ink-soft">{text(mayUpdate ? "update" : "read")}</span>
        </div>
      </div>
      <Form preventScrollReset>
        <input type="hidden" name="intent" value="unshare" />
        <input type="hidden" name="holderId" value={holderId} />
        <Button size="small" pending={pending} aria-label={text("stopLabel", { name })}>
          {text("stop")}
        </Button>
      </Form>
    </li>
  );
}

function WithPerson({ problem }: { problem: ShareProblem | undefined }) {
  const text = useText("project.sharing");
  const pending = usePending({ intent: "share", role: null });
  return (
    <ShareForm legend={text("withPerson")} pending={pending}>
      <TextField
        name="person"
        label={text("person")}
        error={problem && text(`flaws.${problem.flaw}`)}
        defaultValue={problem?.person}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
    </ShareForm>
  );
}

function WithRole({ roles }: { roles: readonly string[] }) {
  const text = useText("project.sharing");
  const pending = usePending({ intent: "share", person: null });
  return (
    <ShareForm legend={text("withRole")} pending={pending}>
      <SelectField name="role" label={text("roleName")} choices={roles.map((role) => ({ value: role, label: role }))} />
    </ShareForm>
  );
}

type ShareFormProps = { legend: string; pending: boolean; children: ReactNode };

function ShareForm({ legend, pending, children }: ShareFormProps) {
  const text = useText("project.sharing");
  return (
    <Form preventScrollReset aria-label={legend}>
      <input type="hidden" name="intent" value="share" />
      <p className="font-medium">{legend}</p>
      <div className="mt-3 grid gap-x-3 gap-y-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] sm:items-start">
        {children}
        <SelectField
          name="permission"
          label={text("permission")}
          choices={[
            { value: "project:read", label: text("permissions.read") },
            { value: "project:update", label: text("permissions.update") },
          ]}
        />
        <div className="sm:pt-6.5">
          <Button pending={pending}>{text("submit")}</Button>
        </div>
      </div>
    </Form>
  );
}
