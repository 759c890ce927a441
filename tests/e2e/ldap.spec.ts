import { startAtLab } from "./ldap-elsewhere.ts";
import { signInAt } from "./through-directory.ts";

signInAt("the lab's directory", startAtLab);
