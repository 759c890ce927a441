import { describe, expect, it } from "vitest";

import { CHART_HEIGHT, heightOf, topOfScale } from "./chart-scale.ts";

describe("the scale of a chart", () => {
  it.each([
    [0, 2],
    [1, 2],
    [2, 2],
    [3, 4],
    [5, 6],
    [7, 10],
    [11, 20],
    [99, 100],
    [101, 200],
    [1_234_567, 2_000_000],
  ])("that shows up to %i ends at %i", (most, top) => {
    expect(topOfScale(most)).toBe(top);
  });

  it("never ends below what it shows, and has a whole number at its half", () => {
    for (let most = 0; most < 3_000; most += 1) {
      const top = topOfScale(most);
      expect(top).toBeGreaterThanOrEqual(most);
      expect(Number.isInteger(top / 2)).toBe(true);
    }
  });

  it("draws in proportion, nothing as nothing, and the smallest number so that it can be seen", () => {
    expect(heightOf(50, 200)).toBe(CHART_HEIGHT / 4);
    expect(heightOf(0, 200)).toBe(0);
    expect(heightOf(1, 2_000_000)).toBeGreaterThan(1);
    expect(heightOf(200, 200)).toBe(CHART_HEIGHT);
  });
});
