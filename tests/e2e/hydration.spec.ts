import { expect, test } from "./test.ts";

test("a click in the very moment in which scripts begin to run breaks nothing", async ({ page }) => {
  await page.addInitScript(clickBeforeTheFirstRender);
  await page.goto("/login");
  await page.getByRole("button", { name: "Show password" }).click(); // there only once scripts run
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("type", "text");
});

// React listens for clicks as soon as it is told to hydrate, and renders later: by a message to itself.
function clickBeforeTheFirstRender(): void {
  const { addEventListener } = Document.prototype;
  let isFirst = true;
  Document.prototype.addEventListener = function (this: Document, ...args: Parameters<typeof addEventListener>) {
    addEventListener.apply(this, args);
    if (args[0] !== "click" || !isFirst) return;
    isFirst = false;
    queueMicrotask(() => document.querySelector("h1")?.click());
  };
}
