import { expect, it } from "vitest";

import { send } from "#tests/support/app.ts";

it.each(["/lab", "/lab/mail", "/lab/mail.json", "/lab/mail/1"])(
  "CF-04 in production %s is an address like any other that does not exist",
  async (path) => {
    const [lab, nowhere] = [await send(path), await send("/nowhere-at-all")];
    expect(lab.status).toBe(404);
    expect(lab.status).toBe(nowhere.status);
  },
);
