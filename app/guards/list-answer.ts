import { z } from "zod";

/** A page of a list: `nextCursor` asks for the next one, and is null on the last. */
export const listAnswer = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
