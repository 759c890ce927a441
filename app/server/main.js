// Owns the socket. Plain JavaScript, so that production starts it without any tool:
//   node app/server/main.js                          serves build/server/index.js
//   NODE_ENV=development node app/server/main.js     serves the sources through Vite
import { existsSync } from "node:fs";
import { createServer } from "node:http";

import { loadApp } from "./load.js";

const DRAIN_MILLISECONDS = 8_000; // containers are killed after ten seconds

// The pool of threads exists by now: what `.env` says about its size would be believed and not hold.
const threads = process.env.UV_THREADPOOL_SIZE ?? "";
if (existsSync(".env")) process.loadEnvFile(".env");
process.env.UV_THREADPOOL_SIZE = threads;
process.env.NODE_ENV ||= "production";
// Slow senders are cut off: ten seconds for the headers, thirty for the whole request.
const server = createServer({
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
});
const { app, vite } = await loadApp(server);
const stopWorkBeside = app.start();
server.on("request", vite ? serveDevelopment : app.handle);
// A development server serves sources and demo people: to this machine only, unless HOST says otherwise.
const host = process.env.HOST || (vite ? "localhost" : undefined);
server.listen(Number(process.env.PORT || 3000), host, () => app.note("listening", { port: server.address().port }));
server.once("error", (error) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${error.port} is taken. Set PORT to another one.` : error);
  process.exit(1);
});
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);
// A promise that nobody waited for is a bug in one place, and no reason to cut everybody off.
process.on("unhandledRejection", (error) => app.noteBug(error));

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

/** Finishes what is running, takes nothing new, and ends with 0 within ten seconds; whoever hangs on longer than eight is cut off. */
async function stop() {
  const workEnded = stopWorkBeside();
  await vite?.close(); // its sockets to open tabs would never end by themselves
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MILLISECONDS);
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection whose last answer is out would otherwise be kept for the next request, which never comes.
  const tidy = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.all([closed, workEnded]);
  clearTimeout(cut);
  clearInterval(tidy);
  await Promise.race([app.close(), new Promise((resolve) => setTimeout(resolve, 1_000))]);
  process.exit(0);
}
