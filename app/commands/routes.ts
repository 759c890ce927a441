import { runCommand, withDatabase } from "./database.ts";

type Row = { method: string; path: string; policy: string; layouts: string[] };

process.env.NODE_ENV ??= "development";

await runCommand(() =>
  withDatabase(async () => {
    const rows = await policyRows();
    if (process.argv.includes("--json")) return console.log(JSON.stringify(rows, null, 2));
    const width = Math.max(...rows.map(({ path }) => path.length)) + 2;
    for (const { method, path, policy, layouts } of rows)
      console.log(`${method.padEnd(5)}${path.padEnd(width)}${[...layouts, policy].join(" › ")}`);
  }),
);

/** Loads the app as the server does, from the sources in development and from the build in production, and asks it for its table. */
async function policyRows(): Promise<Row[]> {
  // @ts-expect-error -- plain JavaScript, so that production starts it without any tool
  const { loadApp } = await import("../server/load.js");
  const { app, close } = await loadApp();
  const rows = app.listPolicies();
  await close();
  return rows;
}
