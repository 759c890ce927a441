import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: ["./app/*/*.schema.ts", "./app/features/*/*.schema.ts", "./app/db/auth-schema.ts"],
  out: "./drizzle",
});
