import type { Page } from "@playwright/test";

/** A stop of the keyboard: what it is, where it stands, and whether one can see that it has the focus. */
export type Stop = {
  name: string;
  place: number;
  top: number;
  bottom: number;
  left: number;
  right: number;
  isMarked: boolean;
};

const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";

/** How many controls the page shows. */
export const countControls = (page: Page): Promise<number> =>
  page.locator(controls).evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);

/** Presses Tab `times` times and tells each stop; `place` is the control's number in the order in which the page is read. */
export async function tabThrough(page: Page, times: number): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let count = 0; count < times; count += 1) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(describeFocus, controls));
  }
  return stops;
}

/** Runs in the page. */
function describeFocus(selector: string): Stop {
  const focused = document.activeElement ?? document.body;
  const shown = [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility());
  const { top, bottom, left, right } = focused.getBoundingClientRect();
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  return {
    name: focused.textContent?.trim() || focused.getAttribute("name") || focused.tagName,
    place: shown.indexOf(focused),
    top: top + scrollY,
    bottom: bottom + scrollY,
    left,
    right,
    isMarked: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
  };
}
