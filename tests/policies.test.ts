import { describe, expect, it } from "vitest";

import { app } from "#tests/support/app.ts";

/**
 * Every address, every method, and who may use it: the app's whole exposure on one screen.
 * A difference here means that a door was opened or closed. Read it, then change the table in the same commit.
 */
const table = `
GET  /health              open: says that the process runs
GET  /ready               open: says that the database answers
GET  /                    open: the frame of every page
GET  /                    open: the public start page
GET  /login               open: the way in
POST /login               open: the way in
GET  /logout              open: says that signing out takes a form
POST /logout              open: signing out is never refused
GET  /verify-email        pending verify-email
GET  /confirm             signed in
POST /confirm             signed in, at most 30 per minute
GET  /dashboard           signed in
GET  /projects            can project:read
GET  /settings            signed in
GET  /settings            signed in > signed in
GET  /settings/sessions   signed in > signed in
POST /settings/sessions   signed in > signed in, at most 30 per minute
POST /theme               open: everybody chooses their own light
GET  /not-found           open: an address that leads nowhere
`;

describe("exposure", () => {
  it("AZ02 is exactly what the table says", () => {
    const rows = app
      .listPolicies()
      .map(
        ({ method, path, policy, layouts }) =>
          `${method.padEnd(5)}${path.padEnd(21)}${[...layouts, policy].join(" > ")}`,
      );
    expect(`\n${rows.join("\n")}\n`).toBe(table);
  });
});
