import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

async function flawsOf(password: string, settings: Record<string, string> = {}, personal = {}) {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  vi.resetModules();
  const { findPasswordFlaws } = await import("./password-policy.server.ts");
  const flaws = await findPasswordFlaws(password, personal);
  return flaws.map((found) => ("missing" in found ? found.missing : found.flaw));
}

describe("the password policy", () => {
  it("PP-01 PW06 wants fifteen characters, or as many as configured", async () => {
    expect(await flawsOf("tidal brick 71")).toEqual(["short"]);
    expect(await flawsOf("tidal brick 719")).toEqual([]);
    expect(await flawsOf("tidal brick", { PASSWORD_MIN_LENGTH: "12" })).toEqual(["short"]);
    expect(await flawsOf("tidal brick 7", { PASSWORD_MIN_LENGTH: "12" })).toEqual([]);
  });

  it("PP-04 never goes below eight", async () => {
    await expect(flawsOf("anything", { PASSWORD_MIN_LENGTH: "7" })).rejects.toThrow("PASSWORD_MIN_LENGTH");
  });

  it("PP-05 PW07 counts characters, not bytes or code units, and takes long ones", async () => {
    expect(await flawsOf("🚪🔑🌊🪨🐚🦀🌬🧭⛵🪝🐟🛟⚓🌅🪸")).toEqual([]);
    expect(await flawsOf("🚪🔑🌊🪨🐚🦀🌬🧭")).toEqual(["short"]);
    for (const length of [64, 128, 256])
      expect(await flawsOf("seven copper owls drift ".repeat(11).slice(0, length))).not.toContain("long");
    expect(await flawsOf("x".repeat(1_025))).toEqual(["long"]);
  });

  it("PP-02 PW09 asks for no kinds of characters unless configured", async () => {
    expect(await flawsOf("xkqpwmvnztrlhgfydbcj")).toEqual([]);
    const settings = { PASSWORD_COMPOSITION: "upper,digit,special" };
    expect(await flawsOf("xkqpwmvnztrlhgfydbcj", settings)).toEqual(["upper", "digit", "special"]);
    expect(await flawsOf("Xkqpwmvnztrlhgfydbc7!", settings)).toEqual([]);
  });

  it("PP-03 refuses a password that contains a banned word, in any case", async () => {
    const settings = { PASSWORD_BANNED: "password,123456" };
    expect(await flawsOf("my PassWord by the sea", settings)).toContain("banned");
    expect(await flawsOf("by the sea 1234567 gulls", settings)).toContain("banned");
    expect(await flawsOf("by the grey sea with gulls", settings)).toEqual([]);
  });

  it("PW10 refuses common passwords, also padded or repeated to length", async () => {
    for (const common of [
      "password1234567",
      "Passw0rd.........",
      "qwertyuiopasdfghjkl",
      "letmein00000000000",
      "iloveyou!!!!!!!!!!",
      "aaaaaaaaaaaaaaaaaaaa",
      "trustno1trustno1",
    ])
      expect(await flawsOf(common)).toEqual(["common"]);
  });

  it("PW10 refuses the product's name and the person's own names", async () => {
    const personal = {
      username: "harborlight",
      email: "mara.quill@example.com",
      firstName: "Mara",
      lastName: "Quillfeather",
    };
    for (const own of [
      "ilikegatehouse2026!",
      "the HARBORLIGHT shines",
      "mara.quill@example.com",
      "mara.quill is my name",
      "old quillfeather barn",
    ])
      expect(await flawsOf(own, {}, personal)).toContain("personal");
  });
});
