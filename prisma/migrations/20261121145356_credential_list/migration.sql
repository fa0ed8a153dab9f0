-- Filled by the console itself at its next start: see lib/server/store/derived-columns.ts.

-- AlterTable
ALTER TABLE "installation" ADD COLUMN "derivedBy" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "organizations" ADD COLUMN "nameKey" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "tenants" ADD COLUMN "organizationKey" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "connection_draft_rows" ADD COLUMN "level" TEXT NOT NULL DEFAULT 'tenant';

-- AlterTable
ALTER TABLE "credentials" ADD COLUMN "health" TEXT NOT NULL DEFAULT 'never';
ALTER TABLE "credentials" ADD COLUMN "checkedKey" TEXT NOT NULL DEFAULT '';
ALTER TABLE "credentials" ADD COLUMN "nameKey" TEXT NOT NULL DEFAULT '';
ALTER TABLE "credentials" ADD COLUMN "searchKey" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "tenants_organizationKey_id_idx" ON "tenants"("organizationKey", "id");

-- CreateIndex
CREATE INDEX "credentials_nameKey_id_idx" ON "credentials"("nameKey", "id");

-- CreateIndex
CREATE INDEX "credentials_clientId_idx" ON "credentials"("clientId");
