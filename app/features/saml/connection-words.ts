import { z } from "zod";

import { connectionSettings } from "../../auth/connection-settings.ts";

const attribute = z
  .string()
  .regex(/^[\x21-\x7e]{1,300}$/, "must be the name of an attribute, without spaces")
  .optional();
const flag = z
  .enum(["true", "false"], "must be true or false")
  .default("false")
  .transform((text) => text === "true");

/** What can be said of a SAML connection besides its metadata, as text: from the environment, or from a form. */
export const samlWords = z.object({
  IDP_INITIATED: flag,
  RESPONSE_ONLY_SIGNATURE: flag,
  ID_ATTRIBUTE: attribute,
  EMAIL_ATTRIBUTE: attribute,
  FIRST_NAME_ATTRIBUTE: attribute,
  LAST_NAME_ATTRIBUTE: attribute,
  USERNAME_ATTRIBUTE: attribute,
  GROUPS_ATTRIBUTE: attribute,
});

/** The settings of a SAML connection of the environment, without its prefix. */
export const samlSettings = connectionSettings.extend(samlWords.shape).extend({ METADATA: z.string() });
