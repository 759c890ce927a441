import { ButtonLink } from "#app/ui/button-link.tsx";
import { Card } from "#app/ui/card.tsx";
import { CopyOnce } from "#app/ui/copy-once.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { useText } from "#app/ui/intl.tsx";

/** By what an application shows who it is; its secret this one time. */
export function ClientSecret({ id, name, secret }: { id: string; name: string; secret: string | null }) {
  const text = useText("admin.clients");
  return (
    <Card title={text("made", { name })}>
      <div className="grid gap-5">
        <Facts
          items={[
            {
              label: text("clientId"),
              value: <code className="font-mono text-xs wrap-anywhere select-all">{id}</code>,
            },
          ]}
        />
        {secret !== null && <CopyOnce label={text("secret")} secret={secret} />}
        <div>
          <ButtonLink to={`/admin/clients/${id}`}>{text("goOn")}</ButtonLink>
        </div>
      </div>
    </Card>
  );
}
