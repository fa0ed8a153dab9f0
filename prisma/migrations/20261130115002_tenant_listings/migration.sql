-- CreateTable
CREATE TABLE "tenant_listings" (
    "organizationId" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "firstSeenAt" DATETIME NOT NULL,
    "lastSeenAt" DATETIME NOT NULL,

    PRIMARY KEY ("organizationId", "tenantId"),
    CONSTRAINT "tenant_listings_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organizations" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "tenant_listings_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "tenant_listings_tenantId_idx" ON "tenant_listings"("tenantId");


-- What the organizations of the tenants are known to list; what others list too is learnt when they are read next.
INSERT INTO "tenant_listings" ("organizationId", "tenantId", "firstSeenAt", "lastSeenAt")
SELECT "organizationId", "id", "firstSeenAt", "lastSeenAt" FROM "tenants"
WHERE "organizationId" IS NOT NULL AND "noLongerListedSince" IS NULL;
