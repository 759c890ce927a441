import { env } from "../../env.server.ts";
import type { TrustedProxy } from "./proxy.ts";

/** The way in through the proxy, as a path of this app. */
export const LOGIN = "/auth/proxy/login";

/** Where it begins for somebody who may be at the app's own address: at the proxy, when that answers at another one of this host. */
export const addressOf = (proxy: TrustedProxy): string => (isElsewhere(proxy) ? `${proxy.origin}${LOGIN}` : LOGIN);

/** True when the proxy answers at another address than the app. */
export const isElsewhere = ({ origin }: TrustedProxy): boolean => origin !== null && origin !== env.origin;
