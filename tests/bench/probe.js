// Loaded into a server before its own code (`node --import`): counts the statements that it sends to PostgreSQL, exactly,
// and tells the bench about them, its processor time and its memory whenever asked. Costs a server one addition a statement.
import { createRequire } from "node:module";
import { join } from "node:path";

let statements = 0;

try {
  // The driver that the server itself will use: it runs in the folder that its packages are installed in.
  const { Client } = createRequire(join(process.cwd(), "any.js"))("pg");
  const { query } = Client.prototype;
  Client.prototype.query = function (...args) {
    statements += 1;
    return query.apply(this, args);
  };
} catch (error) {
  if (error.code !== "MODULE_NOT_FOUND") throw error; // a server without a database
}

process.on("message", (asked) => {
  if (asked !== "probe") return;
  const { user, system } = process.cpuUsage();
  process.send({ statements, processor: user + system, memory: process.memoryUsage.rss() });
});
process.channel?.unref();
