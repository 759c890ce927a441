import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: ["./app/db/*.schema.ts", "./app/db/auth-schema.ts", "./app/projects/*.schema.ts"],
  out: "./drizzle",
});
