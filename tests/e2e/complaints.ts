import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/**
 * Collects what a browser has against our pages: errors in scripts, errors and warnings on the console, content that our own
 * security policy forbids. The list grows while the pages are used.
 */
export function listenForComplaints(context: BrowserContext, complaints: string[] = []): string[] {
  context.on("weberror", (error) => complaints.push(`${error.error()} on ${error.page()?.url()}`));
  context.on("console", (message) => {
    if (isComplaint(message)) complaints.push(`${message.text()} on ${message.page()?.url()}`);
  });
  return complaints;
}

function isComplaint(message: ConsoleMessage): boolean {
  if (message.type() !== "error" && message.type() !== "warning") return false;
  // A browser remarks on every page that is refused. That is the answer we gave, and no mistake unless a file is missing.
  const isRefusal = /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
  return !isRefusal || message.location().url.includes("/assets/");
}
