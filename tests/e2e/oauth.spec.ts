import { startAtLab } from "./elsewhere.ts";
import { signInThrough } from "./through-others.ts";

signInThrough("the lab's provider", startAtLab);
