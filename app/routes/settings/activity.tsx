import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { listActivity } from "#app/auth/activity.server.ts";
import { guard } from "#app/guards/guard.server.ts";
import { ActivityItem } from "#app/ui/activity-item.tsx";
import { Card } from "#app/ui/card.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { ActivityIcon } from "#app/ui/icons.ts";
import { useText } from "#app/ui/intl.tsx";
import { Page } from "#app/ui/page.tsx";
import { Pager } from "#app/ui/pager.tsx";
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
      <Pager
        label={text("pages")}
        newest={isNewest ? null : "/settings/activity"}
        older={older && `/settings/activity?before=${older}`}
      />
    </Page>
  );
}
