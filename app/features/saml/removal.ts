import type { Removal } from "../removal.ts";

/** What `npm run remove -- saml` takes out besides this folder. */
export const removal: Removal = {
  files: [
    "app/lab/saml",
    "tests/app/saml",
    "tests/attacks/data/saml",
    "tests/e2e/saml*",
    "tests/peers/saml*",
    "tests/peers/simplesamlphp",
    "tests/support/saml*",
  ],
  lists: ["app/lab/parts.ts", "tests/e2e/scenes.ts"],
  cuts: [
    { file: "app/db/sessions.schema.ts", text: ' | "saml"' },
    {
      file: "app/auth/connection-check.ts",
      text: `
  | "no-metadata"
  | "not-xml"
  | "not-one-entity"
  | "no-identity-provider"
  | "no-certificate"
  | "bad-certificate"
  | "no-redirect-address"
  | "bad-address"
  | "expired"
  | "another-entity"`,
    },
    {
      file: "app/auth/connection-check.ts",
      text: `
    | "entity"
    | "certificates"`,
    },
    { file: "tests/app/lab.test.ts", text: ', "/saml/sign-in"' },
    {
      file: "tests/e2e/global-setup.ts",
      text: 'import { startSamlStage } from "./saml-stage.ts";\n',
      leaves: 'import { startStage } from "./stage.ts";\n',
    },
    { file: "tests/e2e/global-setup.ts", text: "startSamlStage(", leaves: "startStage(" },
    { file: "tests/e2e/shots.ts", text: 'import { startSamlStage } from "./saml-stage.ts";\n' },
    { file: "tests/e2e/shots.ts", text: "startSamlStage(", leaves: "startStage(" },
    { file: "tests/app/lab.test.ts", text: '    expect(words).toContain("foreign-key-under-the-certificate");\n' },
  ],
  words: [
    "saml",
    "methods.saml",
    "admin.connections.kinds.saml",
    "admin.connection.flaws.no-metadata",
    "admin.connection.flaws.not-xml",
    "admin.connection.flaws.not-one-entity",
    "admin.connection.flaws.no-identity-provider",
    "admin.connection.flaws.no-certificate",
    "admin.connection.flaws.bad-certificate",
    "admin.connection.flaws.no-redirect-address",
    "admin.connection.flaws.bad-address",
    "admin.connection.flaws.expired",
    "admin.connection.flaws.another-entity",
    "admin.connection.check.found.entity",
    "admin.connection.check.found.certificates",
  ],
  settings: ["Signing in by SAML"],
  packages: ["@xmldom/xmldom", "libxml2-wasm", "samlify", "xml-crypto"],
  tables: ["saml_assertions", "saml_tickets"],
};
