-- AlterTable
ALTER TABLE "organizations" ADD COLUMN "syncEveryMinutes" INTEGER DEFAULT 60;

-- CreateTable
CREATE TABLE "tenant_changes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tenantId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "field" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    CONSTRAINT "tenant_changes_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "tenant_changes_tenantId_at_idx" ON "tenant_changes"("tenantId", "at");

-- CreateIndex
CREATE INDEX "tenant_changes_at_idx" ON "tenant_changes"("at");
