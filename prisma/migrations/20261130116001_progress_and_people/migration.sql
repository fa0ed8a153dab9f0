-- Columns are added where they are, so that the table keeps its triggers and indexes.
ALTER TABLE "revocation_tenants" ADD COLUMN "askedSince" DATETIME;
ALTER TABLE "revocation_tenants" ADD COLUMN "asksAgainAt" DATETIME;

ALTER TABLE "revocation_items" ADD COLUMN "userEmail" TEXT NOT NULL DEFAULT '';
ALTER TABLE "revocation_items" ADD COLUMN "lastUsed" TEXT;
