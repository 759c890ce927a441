// Runs one way of deciding in a process of its own: `node harness.js MODULE INPUT.json`. The module's `prepare(input)` gives a
// function that goes through all cases once and says how many held; the input says how many should. Answers `{ time }` with how many
// cases a second of processor time it decided, everything that the process did for it included.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , module, file] = process.argv;
const input = JSON.parse(readFileSync(file, "utf8"));
const { prepare } = await import(pathToFileURL(module).href);
const goThrough = await prepare(input);

process.on("message", async ({ time }) => {
  if (time === undefined) return process.send("ready"); // asked while we were still preparing
  const began = process.cpuUsage();
  let passes = 0;
  while (spent(began) < time) {
    // One look at the clock for about 50,000 cases of a fast one, and for each pass of a slow one.
    const batch = passes === 0 ? 1 : Math.min(passes, Math.ceil(50_000 / input.cases));
    for (let i = 0; i < batch; i += 1) {
      const checking = check(goThrough());
      if (checking) await checking;
    }
    passes += batch;
  }
  process.send({ perSecond: (passes * input.cases * 1_000) / spent(began) });
});

function check(held) {
  // Only what is slow is worth waiting for: an `await` for every pass would be part of a fast one's time.
  if (held instanceof Promise) return held.then(check);
  if (held !== input.holding) throw new Error(`${module}: ${held} of ${input.cases} held instead of ${input.holding}`);
}

function spent(began) {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}
