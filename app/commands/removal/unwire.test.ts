import { describe, expect, it } from "vitest";

import { unwire } from "./unwire.ts";

const isGone = (specifier: string) => specifier.startsWith("./pigeons/");
const left = (source: string) => unwire(source, isGone)?.replaceAll(/\s+/g, " ").trim();

describe("taking an import out", () => {
  it("takes the items of lists that use it, wherever they stand in them, and no other", () => {
    const source = (items: string) =>
      `import { doves } from "./doves/x.ts"; import { pigeons } from "./pigeons/x.ts"; f(${items});`;
    const kept = (items: string) => `import { doves } from "./doves/x.ts"; f(${items});`;
    expect(left(source("[pigeons]"))).toBe(kept("[]"));
    expect(left(source("[pigeons, doves]"))).toBe(kept("[ doves]"));
    expect(left(source("[doves, pigeons]"))).toBe(kept("[doves]"));
    expect(left(source("[doves, ...pigeons, doves]"))).toBe(kept("[doves, doves]"));
    expect(left(source("[pigeons, ...pigeons, f(pigeons),]"))).toBe(kept("[]"));
    expect(left(source("{ doves, pigeons: pigeons.more(1) }"))).toBe(kept("{ doves }"));
    expect(left(source("[{ name: 'a', of: [pigeons] }, doves]"))).toBe(kept("[{ name: 'a', of: [] }, doves]"));
  });

  it("takes members of unions, constants made of it, and what is made of those", () => {
    expect(left('import type { A } from "./pigeons/a.ts";\nexport type One = A | B;')).toBe("export type One = B;");
    expect(
      left(
        'import { read } from "./pigeons/a.ts";\nconst pigeons = read(1);\nreturns({ all: { pigeons: pigeons.all }, said: [...pigeons.said] });',
      ),
    ).toBe("returns({ all: { }, said: [] });");
  });

  it("knows a field of the same name from what was imported", () => {
    expect(left('import { pigeons } from "./pigeons/a.ts";\nf([pigeons], { pigeons: 1 }, env.pigeons);')).toBe(
      "f([], { pigeons: 1 }, env.pigeons);",
    );
  });

  it("leaves an import that is used in any other way to somebody who decides, and says when there was nothing", () => {
    expect(unwire('import { pigeons } from "./pigeons/a.ts";\nif (pigeons.isOn) start();', isGone)).toBeNull();
    expect(unwire('import { doves } from "./doves/a.ts";\nf([doves]);', isGone)).toBeNull();
  });
});
