/** One request, byte for byte, and what a right answer to it looks like: one of these statuses, and this text somewhere in it. */
export type Ask = { readonly text: string; readonly statuses: readonly number[]; readonly says: string };

/** What the client is to do. Times in milliseconds; answers during the warm-up are checked but not counted. */
export type Job = {
  readonly port: number;
  readonly asks: readonly Ask[];
  readonly connections: number;
  readonly warmUp: number;
  readonly time: number;
  /** Each connection asks at this pace, whether answers are slow or not; without it, as soon as it has its answer. */
  readonly every?: number;
};

/** What came of it: all answers, how many a second after the warm-up, and how long they took (milliseconds). */
export type Load = { answers: number; perSecond: number; p50: number; p99: number; statuses: Record<number, number> };

/** A GET with one header that says who asks: a browser's cookies (`cookie`), or what a program shows (`bearer`). No proxy in between. */
export const get = (path: string, host: string, credential: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: bench\r\nAccept: */*\r\n${credential}\r\n\r\n`;

export const cookie = (cookies: string): string => `Cookie: ${cookies}`;
export const bearer = (text: string): string => `Authorization: Bearer ${text}`;
