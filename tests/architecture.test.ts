import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

import { describe, expect, it } from "vitest";

/** The arrow: a folder may import itself and what stands before it. `projects` is where a product's own folders go. */
const order = ["db", "audit", "access", "email", "auth", "projects", "guards"];
const wiring = [
  /^db\/seed\.ts$/,
  /^(server|commands|lab)\//,
  /^features\/(enabled|enabled\.server|environment)\.ts$/,
  /^guards\/((schemes|directions)\.server|credential-readers)\.ts$/,
  /^auth\/(sign-in-steps|backends|when-closed)\.server\.ts$/,
];
/** Who else may look at the features, and by which file: as data, as settings, or as what pages show of them. */
const windows: readonly (readonly [from: RegExp, to: RegExp])[] = [
  [/^(routes|guards\/url-rules)\.ts$/, /^features\/enabled\.ts$/],
  [/^env\.server\.ts$/, /^features\/environment\.ts$/],
  [/^routes\//, /^features\/list(\.\w+)*\.ts$/],
  [/^features\/list(\.\w+)*\.ts$/, /^features\/enabled(\.server)?\.ts$/],
];
const neutral =
  /^(clock|addresses|env\.server|env-keys|env-loopback|log\.server|keys\.server|token-key|sealing\.server|sentences|user-agent|reach|lookup-within|unreachable|fetch-outside\.server)\.ts$/;
const shelves = /(^|\/)(utils?|lib|services?|helpers?|common|misc)(\/|\.)/i;

const sources = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => /\.(ts|tsx|js)$/.test(file));
// Nor is what others wrote, such as a schema.
const code = sources.filter((file) => !/\.test\.tsx?$|\.xsd\.ts$/.test(file));
const text = (file: string) => readFileSync(join("app", file), "utf8");
const lines = (file: string) => text(file).trimEnd().split("\n").length;
const folder = (file: string) => file.split("/")[0] ?? "";
/** `pigeons` for `features/pigeons/start.ts`; nothing for a file of no feature. */
const featureOf = (file: string) => /^features\/([^/]+)\//.exec(file)?.[1];
/** Where addresses end: a page, or what answers one without a page. */
const isRoute = (file: string) => /^routes\/|\.route\.tsx?$/.test(file);
const isSeen = (file: string, imported: string) => windows.some(([from, to]) => from.test(file) && to.test(imported));

/** What a file imports from the app, as paths relative to `app`. */
function importsOf(file: string): string[] {
  const named = [...text(file).matchAll(/(?:from|import\()\s*"((?:\.|#app)[^"]+)"/g)].map((match) => match[1] ?? "");
  return named.map((name) =>
    name.startsWith("#app/") ? name.slice(5) : normalize(relative("app", join("app", dirname(file), name))),
  );
}

const breaches = (files: string[], isForbidden: (file: string, imported: string) => boolean) =>
  files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => isForbidden(file, imported))
      .map((imported) => `${file} imports ${imported}`),
  );

describe("the arrow", () => {
  const core = code.filter((file) => order.includes(folder(file)) && !wiring.some((one) => one.test(file)));

  it("core folders import themselves and what stands before them, never pages", () => {
    const isForbidden = (file: string, imported: string) =>
      !neutral.test(imported) &&
      !isSeen(file, imported) &&
      !(order.includes(folder(imported)) && order.indexOf(folder(imported)) <= order.indexOf(folder(file)));
    expect(breaches(core, isForbidden)).toEqual([]);
  });

  it("the core never sees a request or a response", () => {
    const isCore = (file: string) => order.indexOf(folder(file)) < order.indexOf("guards");
    expect(
      core.filter(
        (file) => isCore(file) && /@remix-run|from "express"|from "react|\bnew Response\(|: Request\b/.test(text(file)),
      ),
    ).toEqual([]);
  });

  it("guards, pages and ui never see the database", () => {
    const files = code.filter((file) => isRoute(file) || /^(guards|ui)\/|^(root|entry)/.test(file));
    expect(breaches(files, (_, imported) => /^db\/(client|seed|migrate|embedded)/.test(imported))).toEqual([]);
  });

  it("pages never import one another", () => {
    expect(breaches(code.filter(isRoute), (_, imported) => isRoute(imported))).toEqual([]);
  });

  it("ui imports nothing that runs on the server, and no component of a feature does", () => {
    const isComponent = (file: string) => featureOf(file) && file.endsWith(".tsx") && !isRoute(file);
    const files = code.filter((file) => file.startsWith("ui/") || isComponent(file));
    expect(breaches(files, (_, imported) => imported.includes(".server"))).toEqual([]);
  });
});

describe("features", () => {
  const own = code.filter(featureOf);

  it("import the core, components and themselves, never another feature", () => {
    const isForbidden = (file: string, imported: string) =>
      featureOf(imported) !== featureOf(file) &&
      !neutral.test(imported) &&
      ![...order, "ui"].includes(folder(imported)) &&
      !/^features\/[^/]+$/.test(imported);
    expect(breaches(own, isForbidden)).toEqual([]);
  });

  it("take only types from the files beside them, which wire them", () => {
    const taken = own.filter((file) => /^import (?!type )[^;]*"\.\.\/[\w.]+";$/m.test(text(file)));
    expect(taken).toEqual([]);
  });

  it("are known to everybody else by the wiring alone", () => {
    const others = code.filter((file) => !featureOf(file) && !wiring.some((one) => one.test(file)));
    const isForbidden = (file: string, imported: string) =>
      featureOf(imported) !== undefined ||
      (imported.startsWith("features/") && folder(file) !== "features" && !isSeen(file, imported));
    expect(breaches(others, isForbidden)).toEqual([]);
  });

  it("say of themselves what they are, and how they are taken out", () => {
    const names = [...new Set(own.map(featureOf))];
    const files = names.flatMap((name) =>
      ["feature.ts", "removal.ts", "README.md"].map((file) => `features/${name}/${file}`),
    );
    expect(files.filter((file) => !existsSync(join("app", file)))).toEqual([]);
    const data = names.flatMap((name) => [`features/${name}/feature.ts`, `features/${name}/removal.ts`]);
    expect(data.filter((file) => /=>|\bfunction\b|^import (?!type )/m.test(text(file)))).toEqual([]);
  });
});

describe("size and shape", () => {
  it("no file is longer than 220 lines, no page than 260, and half of them are under 60", () => {
    expect(code.filter((file) => lines(file) > (isRoute(file) || file === "root.tsx" ? 260 : 220))).toEqual([]);
    expect(code.map(lines).toSorted((a, b) => a - b)[Math.floor(code.length / 2)]).toBeLessThan(60);
  });

  it("there is no shelf for odds and ends", () => {
    expect(sources.filter((file) => shelves.test(file))).toEqual([]);
  });

  it("no classes of our own, no enums, no barrels, no default exports but where a tool wants them", () => {
    expect(code.filter((file) => /^\s*(export )?(abstract )?(class|enum) \w/m.test(text(file)))).toEqual([]);
    expect(code.filter((file) => /^export \* from/m.test(text(file)))).toEqual([]);
    expect(
      code.filter(
        (file) => /^export default/m.test(text(file)) && !isRoute(file) && !/^(routes\.ts|root|entry)/.test(file),
      ),
    ).toEqual([]);
  });

  it("TS-04 no page decides by hand: who may come in stands in its policy", () => {
    expect(
      code
        .filter(isRoute)
        .filter((file) => /throw redirect\(["'`]\/login|isAuthenticated\s*\?\s*.*:\s*redirect/.test(text(file))),
    ).toEqual([]);
  });
});

describe("one file for each thing that must be done one way", () => {
  const usersOf = (pattern: RegExp, besides = "nobody") =>
    code.filter((file) => pattern.test(text(file)) && !file.startsWith(besides));

  it("each dependency that is no longer developed, or that guards secrets, is imported by one file", () => {
    expect(usersOf(/from "lucia"/)).toEqual(["auth/sessions.server.ts"]);
    expect(usersOf(/from "@node-rs\/argon2"/)).toEqual(["auth/argon2.server.ts"]);
    expect(usersOf(/from "@node-rs\/bcrypt"/)).toEqual(["auth/bcrypt-import.server.ts"]);
    expect(usersOf(/from "use-intl/).toSorted()).toEqual(["sentences.ts", "ui/intl.tsx"]);
    expect(usersOf(/from "nodemailer"/)).toEqual(["email/smtp.server.ts"]);
    expect(usersOf(/from "cookie"/)).toEqual(["guards/cookies.server.ts"]);
    expect(usersOf(/from "arctic"/)).toEqual(["features/oauth/plain.server.ts"]);
    expect(usersOf(/from "openid-client"/)).toEqual(["features/oauth/openid.server.ts"]);
    expect(usersOf(/from "ldapts"/)).toEqual(["features/ldap/line.server.ts"]);
    expect(usersOf(/^import .* from "ldapjs"/m)).toEqual(["lab/directory/ldap-server.ts"]);
    expect(usersOf(/^(import|}) .*from "jose"/m, "lab/")).toEqual(["auth/jws.server.ts"]);
    expect(usersOf(/(from |\()"samlify"/)).toEqual(["features/saml/samlify.server.ts"]);
    expect(usersOf(/(from |\()"libxml2-wasm"/)).toEqual(["features/saml/libxml.server.ts"]);
    expect(usersOf(/(from |import\()"undici"/)).toEqual(["fetch-outside.server.ts"]);
  });

  it("other people's servers are called by fetch-outside.server.ts, which keeps to time, size and networks", () => {
    const callers = usersOf(/\bfetch\(|from "(node:)?https?"/).filter(
      (file) => !/^(ui|lab|server|commands)\//.test(file),
    );
    expect(callers).toEqual([]);
  });

  it("CF-09 only env.server.ts reads the environment", () => {
    const readers = usersOf(/process\.env/).filter((file) => !/^(commands|server\/\w+\.js)/.test(file));
    expect(readers.filter((file) => !file.startsWith("db/embedded"))).toEqual(["env.server.ts"]);
  });

  it("RX15 redirects to text from a request go through safe-redirect.ts", () => {
    expect(
      code.filter(
        (file) => isRoute(file) && /redirect\((?!["'`]\/["'`\w?])/.test(text(file).replaceAll("safeRedirect(", "")),
      ),
    ).toEqual([]);
  });

  it("AZ33 no SQL is glued together from text", () => {
    expect(usersOf(/sql\.raw\(|sql\.identifier\(/)).toEqual([]);
  });

  it("the present moment comes from clock.ts", () => {
    expect(usersOf(/\bDate\.now\(\)|new Date\(\)/).filter((file) => !/^(ui|commands|db\/embedded)/.test(file))).toEqual(
      ["clock.ts"],
    );
  });
});
