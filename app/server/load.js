// Loads the app: the build in production, the sources through Vite in development.

/** `httpServer` carries Vite's reload messages, so that no second port is needed; without it there are none. Resolves to the app, Vite when it is running, and what closes both. Prints why and ends the process when the app refuses to start. */
export async function loadApp(httpServer) {
  const vite = process.env.NODE_ENV === "development" ? await startVite(httpServer) : null;
  try {
    const app = vite
      ? await vite.ssrLoadModule("app/server/app.ts")
      : await import(new URL("../../build/server/index.js", import.meta.url).href);
    return { app, vite, close: () => Promise.all([app.close(), vite?.close()]) };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

async function startVite(httpServer) {
  const { createServer } = await import("vite");
  return createServer({
    server: {
      middlewareMode: true,
      hmr: httpServer ? { server: httpServer } : false,
      // Vite hands out every file below it that is not named here; `.data` holds the keys and the database.
      fs: { deny: [".env", ".env.*", "*.{crt,pem,key}", "**/.git/**", "**/.data/**"] },
    },
    logLevel: "warn",
  });
}
