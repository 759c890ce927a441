import { pgSchema } from "drizzle-orm/pg-core";

/** The PostgreSQL schema that holds every table of the front door, apart from the tables of your product (UM-17). */
export const auth = pgSchema("auth");
