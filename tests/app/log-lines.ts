import fs from "node:fs";

import { expect, vi } from "vitest";

type Written = (error: null, bytes: number) => void;

const STANDARD_OUTPUT = 1;

/**
 * Does `work`, which sends at least one request, and gives every line that the app writes to its log meanwhile, as it would
 * stand in the file. The test file must set LOG_LEVEL before it imports the app.
 */
export async function logDuring(work: () => Promise<unknown>): Promise<string[]> {
  let written = "";
  const { write } = fs;
  const record = (file: number, text: string | Buffer, ...rest: unknown[]) => {
    if (file !== STANDARD_OUTPUT) return Reflect.apply(write, fs, [file, text, ...rest]) as undefined;
    written += text.toString();
    setImmediate(rest.at(-1) as Written, null, Buffer.byteLength(text));
  };
  const writing = vi.spyOn(fs, "write").mockImplementation(record as never);
  try {
    await work();
    // A request's own line is written when its answer is out.
    await vi.waitFor(() => expect(written).toContain('"msg":"request"'));
  } finally {
    writing.mockRestore();
  }
  return written.split("\n").filter(Boolean);
}
