const STEPS = [2, 4, 6, 10]; // each has a whole number at its half
const SMALLEST = 1.5;
/** How high a chart is, in the units that its parts are measured in. */
export const CHART_HEIGHT = 100;

/** Where an axis that shows up to `most` ends: the next round number, whose half is a whole one too. */
export function topOfScale(most: number): number {
  for (let size = 1; ; size *= 10) {
    const step = STEPS.find((one) => one * size >= most);
    if (step) return step * size;
  }
}

/** How high `count` stands on an axis that ends at `top`; what is not nothing can be seen. */
export const heightOf = (count: number, top: number): number =>
  count === 0 ? 0 : Math.max(SMALLEST, (count / top) * CHART_HEIGHT);
