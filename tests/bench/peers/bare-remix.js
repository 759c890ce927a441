// The floor for Remix: Express, the request handler, and nothing in front of them. Not even the log that ours writes.
import { createRequestHandler } from "@remix-run/express";
import express from "express";

import * as build from "./build/server/index.js";

const app = express();
app.disable("x-powered-by");
app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y" }));
app.all("*", createRequestHandler({ build, mode: "production" }));
app.listen(Number(process.env.PORT), "127.0.0.1");
