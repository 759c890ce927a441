// Owns the socket. Plain JavaScript, so that production starts it without any tool:
//   node app/server/main.js          serves build/server/index.js
//   NODE_ENV=development …           serves the sources through Vite
import { createServer } from "node:http";

process.env.NODE_ENV ??= "production";
const isDevelopment = process.env.NODE_ENV === "development";

const DRAIN_MILLISECONDS = 10_000;
const vite = isDevelopment ? await startVite() : null;
const app = await loadApp();
const stopHousekeeping = app.start();
const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 });
server.on("request", vite ? serveDevelopment : app.handle);
server.listen(Number(process.env.PORT ?? 3000), process.env.HOST, () => {
  console.log(`Gatehouse listens on port ${server.address().port}`);
});
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);

async function loadApp() {
  try {
    return vite ? await vite.ssrLoadModule("app/server/app.ts") : await import("../../build/server/index.js");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

async function startVite() {
  const { createServer: createVite } = await import("vite");
  return createVite({ server: { middlewareMode: true } });
}

function serveDevelopment(req, res) {
  vite.middlewares(req, res, async () => {
    try {
      const { handle } = await vite.ssrLoadModule("app/server/app.ts");
      handle(req, res);
    } catch (error) {
      vite.ssrFixStacktrace(error);
      console.error(error);
      res.writeHead(500, { "Content-Type": "text/plain" }).end(String(error.stack));
    }
  });
}

/** Finishes what is running, takes nothing new, and ends with 0; whoever hangs on longer than ten seconds is cut off. */
async function stop() {
  app.beginDraining();
  stopHousekeeping();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MILLISECONDS);
  server.closeIdleConnections();
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(cut);
  await app.close();
  await vite?.close();
  process.exit(0);
}
