// The floor: node:http and nothing else. `/` answers at once, `/select` after one prepared statement, `/no` refuses.
import { createServer } from "node:http";

import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

createServer((req, res) => {
  if (req.url === "/") return answer(res, 200, { one: 1 });
  if (req.url === "/no") return answer(res, 401, { code: "AUTH_REQUIRED" });
  pool.query({ name: "one", text: "select 1 as one" }).then(
    ({ rows }) => answer(res, 200, rows[0]),
    (error) => answer(res, 500, { error: error.message }),
  );
}).listen(Number(process.env.PORT), "127.0.0.1");

function answer(res, status, value) {
  const body = JSON.stringify(value);
  res.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }).end(body);
}
