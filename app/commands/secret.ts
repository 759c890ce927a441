import { newSecret } from "./environment.ts";

console.log(newSecret());
