import { isIP } from "node:net";

import type { Agent } from "undici";

import { seconds } from "./clock.ts";
import { isLoopback } from "./env-loopback.ts";
import { lookupWithin, outOfReach } from "./lookup-within.ts";
import { isWithinReach, type Reach } from "./reach.ts";
import { findUnreachable, unreachable, type UnreachableWhy } from "./unreachable.ts";

/** What a call sends along. */
export type OutsideCall = {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
export type FetchOutside = (address: string | URL, call?: OutsideCall) => Promise<Response>;

const LARGEST_ANSWER = 256 * 1024; // bytes
const SYSTEM_PORTS = 1024;
const WITHOUT_BODY = [204, 205];

/**
 * The one way in which the app calls somebody else's server: a `fetch` for calls that are all over `duration` milliseconds from now.
 * The whole answer is there when it resolves, 256 kB at most. Everything else is thrown as `unreachable`: an
 * address out of reach, no TLS (but on this machine), too slow, too large, packed, a redirect, a status of 500 or more (OC14).
 */
export function fetchOutsideWithin(duration: number, reach: Reach): FetchOutside {
  const signal = AbortSignal.timeout(duration);
  const end = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(unreachable(`no answer within ${duration / seconds(1)} s`, "slow")));
  });
  end.catch(() => {}); // it comes as well when nobody waits any more
  return async (address, call = {}) => {
    if (!URL.canParse(address)) throw unreachable("not an address", "out-of-reach");
    const url = new URL(address);
    const flaw = flawOf(url, reach);
    if (flaw) throw unreachable(flaw, "out-of-reach");
    try {
      // A name that is still looked up, or a connection that is still made, would not hear the signal.
      return await Promise.race([answerOf(url, call, reach, signal), end]);
    } catch (cause) {
      const code = codeOf(cause);
      throw findUnreachable(cause) ?? unreachable(`${url.host} cannot be called (${code})`, whyBy[code], cause);
    }
  };
}

function flawOf(url: URL, reach: Reach): string | null {
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  const isHere = url.protocol === "http:" && isLoopback(url.hostname);
  if (url.protocol !== "https:" && !isHere) return `${url.host} is only called by https`;
  if (url.username || url.password) return `${url.host} is not called with a password in its address`;
  // Whoever may name a server must not speak through us to its mail or its login.
  if (reach === "internet" && url.port && Number(url.port) < SYSTEM_PORTS)
    return `${url.host} has the port of a system`;
  return isIP(literal) && !isWithinReach(literal, reach) ? outOfReach(url.host) : null;
}

async function answerOf(url: URL, call: OutsideCall, reach: Reach, signal: AbortSignal): Promise<Response> {
  const { request, agents } = await (loaded ??= load());
  const { statusCode, headers, body } = await request(url, {
    dispatcher: agents[reach],
    method: call.method ?? "GET",
    headers: { "user-agent": "gatehouse", ...call.headers, "accept-encoding": "identity" },
    body: call.body ?? null,
    signal,
  });
  const bytes = await body.arrayBuffer();
  if (statusCode >= 300 && statusCode < 400) throw unreachable(`${url.host} answered with a redirect`, "redirect");
  if (statusCode >= 500) throw unreachable(`${url.host} answered with status ${statusCode}`);
  if ((headers["content-encoding"] ?? "identity") !== "identity")
    throw unreachable(`${url.host} answered in a packed form that nobody asked for`);
  return new Response(WITHOUT_BODY.includes(statusCode) ? null : bytes, {
    status: statusCode,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, [value].flat().join(", ")]),
  });
}

let loaded: ReturnType<typeof load> | undefined;

// By the first call: it takes a tenth of a second and 18 MB, which an app that calls nobody can do without.
async function load() {
  const { Agent, request } = await import("undici");
  const agentWithin = (reach: Reach): Agent =>
    new Agent({
      connect: { lookup: lookupWithin(reach), timeout: seconds(2) },
      headersTimeout: seconds(4),
      bodyTimeout: seconds(4),
      maxResponseSize: LARGEST_ANSWER,
    });
  return { request, agents: { internet: agentWithin("internet"), "own-networks": agentWithin("own-networks") } };
}

// What undici calls what it has given up.
const whyBy: Readonly<Record<string, UnreachableWhy>> = {
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "too-large",
  UND_ERR_HEADERS_TIMEOUT: "slow",
  UND_ERR_BODY_TIMEOUT: "slow",
  UND_ERR_CONNECT_TIMEOUT: "slow",
};

const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "no reason given";
