import { demoPassword } from "#app/db/demo-data.ts";
import { formIn, type SamlPost } from "#tests/support/saml-visit.ts";

/** Signs in at `start` by name and password, in a browser that nobody has used: what that browser would post to the app. */
export async function signInAtSimpleSamlPhp(
  start: URL | string,
  username: string,
  password = demoPassword,
): Promise<SamlPost> {
  const jar = new Map<string, string>();

  async function go(
    address: string,
    form?: URLSearchParams,
  ): Promise<{ address: string; page: string; status: number }> {
    const headers = { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") };
    const answer = await fetch(address, {
      redirect: "manual",
      headers,
      ...(form && { method: "POST", body: form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location) return go(new URL(location, address).href);
    return { address, page: await answer.text(), status: answer.status };
  }

  const asked = await go(String(start));
  if (!asked.page.includes('name="password"')) throw new Error(`${asked.status}: ${asked.page}`);
  const [, state = ""] = /name="AuthState" value="([^"]*)"/.exec(asked.page) ?? [];
  const form = new URLSearchParams({ username, password, AuthState: state.replaceAll("&amp;", "&") });
  const { page, address } = await go(asked.address, form);
  return formIn(page, address);
}
