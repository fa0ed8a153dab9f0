-- CreateTable
CREATE TABLE "tenant_listings" (
    "organizationId" TEXT COLLATE "C" NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "firstSeenAt" TIMESTAMP(3) NOT NULL,
    "lastSeenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "tenant_listings_pkey" PRIMARY KEY ("organizationId","tenantId")
);

-- CreateIndex
CREATE INDEX "tenant_listings_tenantId_idx" ON "tenant_listings"("tenantId");

-- AddForeignKey
ALTER TABLE "tenant_listings" ADD CONSTRAINT "tenant_listings_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tenant_listings" ADD CONSTRAINT "tenant_listings_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What the organizations of the tenants are known to list; what others list too is learnt when they are read next.
INSERT INTO "tenant_listings" ("organizationId", "tenantId", "firstSeenAt", "lastSeenAt")
SELECT "organizationId", "id", "firstSeenAt", "lastSeenAt" FROM "tenants"
WHERE "organizationId" IS NOT NULL AND "noLongerListedSince" IS NULL;
