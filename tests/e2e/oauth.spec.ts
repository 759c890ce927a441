import { startAtLab } from "./oauth-elsewhere.ts";
import { signInThrough } from "./through-others.ts";

signInThrough("the lab's provider", startAtLab, "You stopped at Lab.");
