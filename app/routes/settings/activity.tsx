import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { listActivity, type Activity } from "#app/auth/activity.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Card } from "#app/ui/card.tsx";
import { useDeviceName } from "#app/ui/device.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { ActivityIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { Page } from "#app/ui/page.tsx";
import { Time } from "#app/ui/time.tsx";
import { pageTitle } from "#app/ui/title.ts";

export const meta: MetaFunction = () => pageTitle("activity.title");

export const loader = guard({ signedIn: true }, async ({ principal, request }) => {
  const before = new URL(request.url).searchParams.get("before");
  return { ...(await listActivity(principal.userId, before)), isNewest: before === null };
});

export default function ActivityPage() {
  const text = useText("activity");
  const { activity, older, isNewest } = useLoaderData<typeof loader>();
  return (
    <Page title={text("title")} purpose={text("purpose")}>
      {activity.length === 0 ? (
        <EmptyState Icon={ActivityIcon} title={text("emptyTitle")} text={text("emptyText")} />
      ) : (
        <Card title={text("list")}>
          <ul className="-my-4 divide-y divide-line">
            {activity.map((event) => (
              <ActivityItem key={event.id} {...event} />
            ))}
          </ul>
        </Card>
      )}
      {(older || !isNewest) && (
        <nav aria-label={text("pages")} className="flex flex-wrap gap-3">
          {!isNewest && <ButtonLink to="/settings/activity">{text("newest")}</ButtonLink>}
          {older && <ButtonLink to={`/settings/activity?before=${older}`}>{text("older")}</ButtonLink>}
        </nav>
      )}
    </Page>
  );
}

function ActivityItem({ event, outcome, at, ...from }: Activity) {
  const text = useText("activity");
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-4">
      <div className="grid min-w-0 gap-0.5 wrap-anywhere">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {text(`events.${event}`)}
          {outcome === "refused" && <Badge tone="warning">{text("refused")}</Badge>}
        </p>
        <From {...from} />
      </div>
      <p className="text-ink-soft">
        <Time at={at} />
      </p>
    </li>
  );
}

/** Who it was and from where, as far as this person may know. */
function From({ by, userAgent, address }: Pick<Activity, "by" | "userAgent" | "address">) {
  const text = useText("activity");
  const device = useDeviceName(userAgent ?? "");
  if (by === "other") return <p className="text-ink-soft">{text("byOther")}</p>;
  const where = address ? text("where", { device, address }) : text("nowhere");
  return <p className="text-ink-soft">{by === "stranger" ? text("byStranger", { where }) : where}</p>;
}
