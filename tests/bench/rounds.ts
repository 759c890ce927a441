/** What one burst of one variant came to, by name: requests a second, microseconds, statements, … */
export type Figures = Record<string, number>;

/** One way of doing a thing. `burst` does it for a while and throws when a result is wrong. */
export type Variant = { readonly name: string; readonly burst: () => Promise<Figures> };

/** The figures of every round, by variant. */
export type Results = Map<string, readonly Figures[]>;

/**
 * Runs every variant once in each of `rounds` rounds, shuffled anew each time, so that a slow minute of the machine
 * hits all of them. One round more comes first and is thrown away: it is the compiler's.
 */
export async function inRounds(variants: readonly Variant[], rounds: number): Promise<Results> {
  const results = new Map<string, Figures[]>(variants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, burst } of shuffled(variants)) {
      const figures = await burst().catch((error: Error) => Promise.reject(new Error(`${name}: ${error.message}`)));
      if (round > 0) results.get(name)?.push(figures);
    }
    console.log(round === 0 ? "  warmed up" : `  round ${round} of ${rounds}`);
  }
  return results;
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

/** The median over the rounds of one figure of one variant. Throws when there is none. */
export const medianOf = (results: Results, name: string, figure: string): number =>
  median(every(results, name, figure));

/** How many times as much `name` has of `figure` as `other`: the median of the rounds' own ratios. */
export function ratioOf(results: Results, name: string, other: string, figure: string): number {
  const others = every(results, other, figure);
  return median(every(results, name, figure).map((value, round) => value / (others[round] ?? Number.NaN)));
}

function every(results: Results, name: string, figure: string): number[] {
  const rounds = results.get(name);
  if (!rounds) throw new Error(`nothing was measured under the name ${name}`);
  return rounds.map((figures) => figures[figure] ?? Number.NaN);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [below, above] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return ((below ?? Number.NaN) + (above ?? Number.NaN)) / 2;
}
