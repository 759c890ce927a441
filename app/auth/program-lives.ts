import { days } from "../clock.ts";

/** How long the session of a program lives, in milliseconds: since it last fetched new tokens, and in all (JT-02). */
export const programLives = { idle: days(30), absolute: days(90) } as const;
