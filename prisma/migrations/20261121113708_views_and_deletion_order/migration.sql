-- CreateTable
CREATE TABLE "views" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "table" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL,
    "ownerId" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "views_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "table_layouts" (
    "personId" TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "columns" TEXT,
    "defaultViewId" TEXT,

    PRIMARY KEY ("personId", "table"),
    CONSTRAINT "table_layouts_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "table_layouts_defaultViewId_fkey" FOREIGN KEY ("defaultViewId") REFERENCES "views" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "tenants" ADD COLUMN "deletionStartsKey" TEXT NOT NULL DEFAULT '9999';
UPDATE "tenants" SET "deletionStartsKey" = "deletionStartsAt" WHERE "deletionStartsAt" IS NOT NULL;

-- CreateIndex
CREATE INDEX "tenants_deletionStartsKey_id_idx" ON "tenants"("deletionStartsKey", "id");

-- CreateIndex
CREATE INDEX "views_table_shared_idx" ON "views"("table", "shared");

-- CreateIndex
CREATE UNIQUE INDEX "views_ownerId_table_nameKey_key" ON "views"("ownerId", "table", "nameKey");
