// The pure tests touch no database, but the configuration wants to know where one would be.
process.env.DATABASE_URL ??= "postgres://nobody@127.0.0.1:1/none";
process.env.LOG_LEVEL ??= "silent";
