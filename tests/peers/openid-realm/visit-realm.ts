import { realmPassword } from "./people.ts";

/** A browser with an empty cookie jar, as far as signing in at the realm needs one. */
export type RealmVisitor = {
  /** Signs in at `address` by name and password, or goes through where the realm remembers. Gives where that leads, out of the realm. */
  signIn: (address: URL | string, username: string, password?: string) => Promise<URL>;
};

/** Opens a browser that nobody has used. */
export function makeRealmVisitor(): RealmVisitor {
  const jar = new Map<string, string>();

  async function go(address: URL, form?: Record<string, string>): Promise<Response> {
    const headers = { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") };
    const more = form ? { method: "POST", body: new URLSearchParams(form) } : {};
    const answer = await fetch(address, { redirect: "manual", headers, ...more });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }

  return {
    async signIn(start, username, password = realmPassword) {
      const { origin } = new URL(start);
      let address = new URL(start);
      let answer = await go(address);
      for (let step = 0; step < 10; step += 1) {
        const location = answer.headers.get("location");
        if (location) {
          address = new URL(location, address);
          if (address.origin !== origin) return address;
          answer = await go(address);
          continue;
        }
        const page = await answer.text();
        if (answer.status !== 200 || !page.includes('name="password"')) throw new Error(`${answer.status}: ${page}`);
        answer = await go(address, { username, password });
      }
      throw new Error("the realm sends people round in circles");
    },
  };
}
