import { describe, expect, it } from "vitest";

import { unwire } from "./unwire.ts";

const isGone = (specifier: string) => specifier.startsWith("./oauth/");
const left = (source: string) => unwire(source, isGone)?.replaceAll(/\s+/g, " ").trim();

describe("taking an import out", () => {
  it("takes the items of lists that use it, wherever they stand in them, and no other", () => {
    const source = (items: string) =>
      `import { saml } from "./saml/x.ts"; import { oauth } from "./oauth/x.ts"; f(${items});`;
    const kept = (items: string) => `import { saml } from "./saml/x.ts"; f(${items});`;
    expect(left(source("[oauth]"))).toBe(kept("[]"));
    expect(left(source("[oauth, saml]"))).toBe(kept("[ saml]"));
    expect(left(source("[saml, oauth]"))).toBe(kept("[saml]"));
    expect(left(source("[saml, ...oauth, saml]"))).toBe(kept("[saml, saml]"));
    expect(left(source("[oauth, ...oauth, f(oauth),]"))).toBe(kept("[]"));
    expect(left(source("{ saml, oauth: oauth.more(1) }"))).toBe(kept("{ saml }"));
    expect(left(source("[{ name: 'a', of: [oauth] }, saml]"))).toBe(kept("[{ name: 'a', of: [] }, saml]"));
  });

  it("takes members of unions, constants made of it, and what is made of those", () => {
    expect(left('import type { A } from "./oauth/a.ts";\nexport type One = A | B;')).toBe("export type One = B;");
    expect(
      left(
        'import { read } from "./oauth/a.ts";\nconst oauth = read(1);\nreturns({ all: { oauth: oauth.all }, said: [...oauth.said] });',
      ),
    ).toBe("returns({ all: { }, said: [] });");
  });

  it("knows a field of the same name from what was imported", () => {
    expect(left('import { oauth } from "./oauth/a.ts";\nf([oauth], { oauth: 1 }, env.oauth);')).toBe(
      "f([], { oauth: 1 }, env.oauth);",
    );
  });

  it("leaves an import that is used in any other way to somebody who decides, and says when there was nothing", () => {
    expect(unwire('import { oauth } from "./oauth/a.ts";\nif (oauth.isOn) start();', isGone)).toBeNull();
    expect(unwire('import { saml } from "./saml/a.ts";\nf([saml]);', isGone)).toBeNull();
  });
});
