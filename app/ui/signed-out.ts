/**
 * When a session has ended while a page was open, the next data request answers 401 without a page in it.
 * Loading the page as a document instead leads the person to sign-in and back.
 */
export function reloadWhenSignedOut(): void {
  const { fetch } = window;
  window.fetch = async (...args) => {
    const response = await fetch(...args);
    const { pathname } = new URL(response.url || location.href);
    // The sign-in form answers 401 to a wrong password, and shows it itself.
    const hasEnded = response.status === 401 && pathname.endsWith(".data") && pathname !== "/login.data";
    if (hasEnded) location.reload();
    return response;
  };
}
