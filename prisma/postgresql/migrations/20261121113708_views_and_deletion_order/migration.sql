-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "syncEveryMinutes" INTEGER DEFAULT 60;

-- AlterTable
ALTER TABLE "tenants" ADD COLUMN     "deletionStartsKey" TEXT COLLATE "C" NOT NULL DEFAULT '9999';

UPDATE "tenants" SET "deletionStartsKey" = "deletionStartsAt" WHERE "deletionStartsAt" IS NOT NULL;

-- CreateTable
CREATE TABLE "views" (
    "id" TEXT COLLATE "C" NOT NULL,
    "table" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "nameKey" TEXT COLLATE "C" NOT NULL,
    "query" TEXT COLLATE "C" NOT NULL,
    "shared" BOOLEAN NOT NULL,
    "ownerId" TEXT COLLATE "C" NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "table_layouts" (
    "personId" TEXT COLLATE "C" NOT NULL,
    "table" TEXT COLLATE "C" NOT NULL,
    "columns" TEXT COLLATE "C",
    "defaultViewId" TEXT COLLATE "C",

    CONSTRAINT "table_layouts_pkey" PRIMARY KEY ("personId","table")
);

-- CreateTable
CREATE TABLE "tenant_changes" (
    "id" TEXT COLLATE "C" NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "field" TEXT COLLATE "C" NOT NULL,
    "before" TEXT COLLATE "C" NOT NULL,
    "after" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "tenant_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "views_table_shared_idx" ON "views"("table", "shared");

-- CreateIndex
CREATE UNIQUE INDEX "views_ownerId_table_nameKey_key" ON "views"("ownerId", "table", "nameKey");

-- CreateIndex
CREATE INDEX "tenant_changes_tenantId_at_idx" ON "tenant_changes"("tenantId", "at");

-- CreateIndex
CREATE INDEX "tenant_changes_at_idx" ON "tenant_changes"("at");

-- CreateIndex
CREATE INDEX "tenants_deletionStartsKey_id_idx" ON "tenants"("deletionStartsKey", "id");

-- AddForeignKey
ALTER TABLE "views" ADD CONSTRAINT "views_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "table_layouts" ADD CONSTRAINT "table_layouts_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "table_layouts" ADD CONSTRAINT "table_layouts_defaultViewId_fkey" FOREIGN KEY ("defaultViewId") REFERENCES "views"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tenant_changes" ADD CONSTRAINT "tenant_changes_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

