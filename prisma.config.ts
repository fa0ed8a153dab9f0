import { defineConfig } from "prisma/config";

// Only for the Prisma command line, while a migration is being written. The product finds its database through
// lib/env.ts and applies migrations itself.
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "file:./.cache/migrations.db" },
});
