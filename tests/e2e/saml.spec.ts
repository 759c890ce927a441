import { startAtSamlLab } from "./saml-elsewhere.ts";
import { signInThrough } from "./through-others.ts";

signInThrough("the lab's SAML provider", startAtSamlLab, "Lab SAML did not let you through.");
