import { DrizzleQueryError } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";

/** What the log writes for `work`, one text a line. */
async function logged(work: (log: (typeof import("./log.server.ts"))["log"]) => void): Promise<string> {
  vi.stubEnv("LOG_LEVEL", "info");
  vi.resetModules();
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => Boolean(lines.push(String(chunk))));
  const { log } = await import("./log.server.ts");
  log[Symbol.for("pino.stream") as never] = { write: (line: string) => lines.push(line) } as never;
  work(log);
  write.mockRestore();
  vi.unstubAllEnvs();
  return lines.join("");
}

describe("the log", () => {
  it("PW-10 AU01 shows no parameter of a statement, however deep the error lies", async () => {
    const failed = new DrizzleQueryError(
      "update users set password_hash = $1",
      ["$argon2id$secret"],
      new Error("connection lost"),
    );
    const text = await logged((log) => log.error({ err: new Error("could not save", { cause: failed }) }, "a bug"));
    expect(text).toContain("connection lost");
    expect(text).not.toContain("argon2id");
  });

  it("takes anything that was thrown, error or not", async () => {
    for (const thrown of ["text", 7, null, undefined, { status: 404 }])
      expect(await logged((log) => log.error({ err: thrown }, "a bug"))).toContain("a bug");
  });

  it("PW-10 blots out fields that could hold a secret", async () => {
    const text = await logged((log) =>
      log.info({ password: "open sesame", user: { token: "t0ken" }, cookie: "c00kie" }, "odd"),
    );
    for (const secret of ["open sesame", "t0ken", "c00kie"]) expect(text).not.toContain(secret);
  });

  it("PW-10 shows nothing of a parameter that runs over several lines", async () => {
    const failed = new DrizzleQueryError("insert", ["bob\nsmith", "$argon2id$secret"], new Error("connection lost"));
    const text = await logged((log) => log.error({ err: failed, other: failed }, "a bug"));
    expect(text).toContain("connection lost");
    expect(text).not.toMatch(/smith|argon2id/);
  });

  it("PW-10 knows the names of secrets however they are written, and survives whatever it is given", async () => {
    const cyclic: { cause?: unknown } = new Error("round");
    cyclic.cause = cyclic;
    const trap = Object.defineProperty({}, "x", {
      enumerable: true,
      get: () => {
        throw new Error("trap");
      },
    });
    const text = await logged((log) => {
      log.info({ sessionToken: "t0ken", headers: { "Set-Cookie": "c00kie", Authorization: "bearer" } }, "one");
      log.info({ user: { passwordHash: "hash3d" }, held: new Map([["a", "mapped"]]) }, "two");
      log.error({ err: cyclic }, "three");
      log.error({ err: trap, trap }, "four");
    });
    expect(text).not.toMatch(/t0ken|c00kie|bearer|hash3d|mapped/);
    for (const said of ["one", "two", "three", "four"]) expect(text).toContain(`"msg":"${said}"`);
  });

  it("AU02 keeps one event on one line", async () => {
    const text = await logged((log) => log.info({ path: '/a\r\n{"level":60}' }, "request\n\u001b[31m"));
    expect(text.trim().split("\n")).toHaveLength(1);
  });
});
