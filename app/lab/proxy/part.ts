import { isLoopback } from "../../env-loopback.ts";
import { escaped } from "../html.ts";
import { back, type Page } from "../page.ts";
import type { StartLabPart } from "../part.ts";
import { GROUPS, NAME } from "./headers.ts";
import { startLabProxy, type LabProxy } from "./proxy.ts";
import { changeWeather, weatherHtml } from "./weather.ts";

/** The authenticating proxy of the lab, on a port of its own in front of the app, and switches for what is wrong with it. */
export const startProxyPart: StartLabPart = async ({ app, port }) => {
  const proxy = await startLabProxy({ app, port });
  return {
    // Somebody who develops under another name than this machine's has no cookies in common with it.
    settings: isLoopback(new URL(app).hostname) ? settingsFor(proxy) : {},
    answers: () => false,
    html: () => sectionHtml(proxy, app),
    post: async (path, form) => (path === "/lab/proxy/weather" ? turn(proxy, form) : null),
    close: proxy.close,
  };
};

/** What the app's environment says about a proxy of the lab. */
export const settingsFor = ({ url, secret }: Pick<LabProxy, "url" | "secret">) => ({
  PROXY_AUTH_CIDRS: "127.0.0.1,::1",
  PROXY_AUTH_SECRET: secret,
  PROXY_AUTH_HEADER: NAME,
  PROXY_AUTH_GROUPS_HEADER: GROUPS,
  PROXY_AUTH_LABEL: "Lab proxy",
  PROXY_AUTH_TRUSTED_DOMAINS: "example.com",
  PROXY_AUTH_GROUP_MAP: "editors=editor",
  PROXY_AUTH_CREATE_USERS: "true",
  PROXY_AUTH_URL: url,
});

const sectionHtml = ({ url, faults }: LabProxy, app: string) => `<h2>The weather at the proxy</h2>
<p>It stands at <a href="${escaped(url)}">${escaped(url)}</a>, in front of <code>${escaped(app)}</code>, and tells the app who you are.
<a href="${escaped(url)}/lab-proxy">Be somebody else</a></p>
${weatherHtml(faults)}`;

const turn = ({ faults }: LabProxy, form: URLSearchParams): Page =>
  changeWeather(faults, form) ? back : { status: 400, type: "text/plain", body: "No such weather." };
