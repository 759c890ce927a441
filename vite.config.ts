/// <reference types="vitest/config" />
import { availableParallelism } from "node:os";

import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";

declare module "@remix-run/server-runtime" {
  interface Future {
    v3_singleFetch: true;
  }
}

/** Makes `app/server/app.ts` the entry of the server build, so that gate, Express and routes share one module graph. */
const serverEntry: Plugin = {
  name: "gatehouse:server-entry",
  config: (_config, { isSsrBuild }) =>
    isSsrBuild ? { build: { rollupOptions: { input: { index: "app/server/app.ts" } } } } : undefined,
};

/**
 * The tests run the server's build, and Vite would give it a map of seven megabytes, once per test file. Searching so long a line,
 * V8 throws a RangeError in a process that has compiled much, so that there whoever reads an error's stack is thrown at.
 */
const buildWithoutMap: Plugin = {
  name: "gatehouse:build-without-map",
  transform: (code, id) => (id.includes("/build/server/") ? { code, map: { mappings: "" } } : undefined),
};

const remixPlugin = remix({
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    v3_routeConfig: true,
    v3_lazyRouteDiscovery: false, // its manifest would name every route to anybody who asks
  },
});

const openId = ["openid-client", "oauth4webapi", "jose"];
const bundled = ["drizzle-orm", "zod", "lucide-react", "uuid", "arctic", /^@oslojs\//, ...openId];

// What needs a newer Node.js than the floor says so in the name of its test; elsewhere it is off, and that is tested as well.
const newerNode = Number(process.versions.node.split(".")[0]) < 22 ? ["**/*.node22.test.ts"] : [];

const isBuild = process.argv.includes("vite:build");

export default defineConfig({
  plugins: process.env.VITEST ? [buildWithoutMap] : [tailwindcss(), remixPlugin, serverEntry],
  // Taken into the server's build, of these only what is used is loaded: a third of the memory and of the time to start.
  // Everywhere else they are loaded as they are: there each of their files would go through Vite, for every test file anew.
  ssr: { noExternal: isBuild ? bundled : [] },
  build: { target: "es2022" },
  // Left to itself Vite would pick up the server's native packages for the browser and then serve no script at all.
  optimizeDeps: { noDiscovery: true, include: ["use-intl"], exclude: ["lucide-react"] },
  test: {
    pool: "forks",
    maxWorkers: Math.ceil(availableParallelism() * 1.5), // many tests wait: for hashes, for other processes, for deadlines
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["app/**/*.test.{ts,tsx}", "tests/*.test.ts"],
          exclude: ["**/*.db.test.ts", "tests/policies.test.ts"],
          setupFiles: ["tests/support/unit-setup.ts"],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "app",
          isolate: false, // by the runner: the set-up file sees to it, for less
          include: ["app/**/*.db.test.ts", "tests/policies.test.ts", "tests/{app,attacks,faults,peers}/**/*.test.ts"],
          exclude: newerNode,
          globalSetup: ["tests/support/global-setup.ts"],
          setupFiles: ["tests/support/database-per-file.ts"],
          testTimeout: 90_000, // against what hangs for ever; how fast something is, the benchmarks say
          hookTimeout: 90_000,
        },
      },
      {
        extends: true,
        test: { name: "removal", include: ["tests/removal/**/*.test.ts"], testTimeout: 300_000, hookTimeout: 60_000 },
      },
    ],
  },
});
