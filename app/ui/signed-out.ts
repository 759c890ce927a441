/**
 * When a session has ended while a page was open, the next data request answers 401 without a page in it.
 * Loading the wanted page as a document instead leads the person to sign-in and back to it.
 */
export function reloadWhenSignedOut(): void {
  const { fetch } = window;
  window.fetch = async (...args) => {
    const response = await fetch(...args);
    const { pathname } = new URL(response.url || location.href);
    // A form that takes a password answers 401 to a wrong one, and shows it itself: it names no way to sign in.
    const isRefused = response.status === 401 && response.headers.has("WWW-Authenticate");
    const hasEnded = isRefused && pathname.endsWith(".data");
    if (!hasEnded) return response;
    const isLink = (args[1]?.method ?? "GET") === "GET";
    location.assign(isLink ? pathname.replace(/^\/_root\.data$|\.data$/, "") || "/" : location.href);
    // Never answered: Remix would show an error page for the moment until the other page is there.
    return new Promise(() => {});
  };
}
