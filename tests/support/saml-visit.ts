/** What a browser is given to post, and where. */
export type SamlPost = { readonly address: string; readonly form: URLSearchParams };

/** Chooses a person on the lab's SAML page at `address`, as a browser without JavaScript would. "" is Cancel. */
export async function chooseAtSaml(address: URL | string, username: string): Promise<SamlPost> {
  const page = await (await fetch(address)).text();
  if (!page.includes(`name="person" value="${username}"`)) throw new Error(`no button for "${username}":\n${page}`);
  const { address: action, form } = formIn(page, address);
  form.append("person", username);
  const answer = await fetch(action, { method: "POST", body: form });
  return formIn(await answer.text(), action);
}

/** The form of a page that wants to be posted, with what nobody sees of it. */
export function formIn(page: string, at: URL | string): SamlPost {
  const [, action] = /<form method="post"\s+action="([^"]*)"/.exec(page) ?? [];
  if (action === undefined) throw new Error(`no form at ${String(at)}:\n${page}`);
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const form = new URLSearchParams(fields.map(([, name, value]) => [unescaped(name), unescaped(value)]));
  return { address: new URL(unescaped(action), at).href, form };
}

const unescaped = (text = "") =>
  text
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
