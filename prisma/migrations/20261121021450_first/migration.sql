-- CreateTable
CREATE TABLE "installation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "data_keys" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "wrapped" TEXT NOT NULL,
    "rootKeyId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "people" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "disabledAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "lastSeenAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "sessions_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "setup_links" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT DEFAULT 1,
    "tokenHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "syncStartedAt" DATETIME,
    "syncFinishedAt" DATETIME,
    "syncOutcome" TEXT,
    "syncTenantsRead" INTEGER NOT NULL DEFAULT 0,
    "syncMessage" TEXT,
    "lastSyncedAt" DATETIME
);

-- CreateTable
CREATE TABLE "tenants" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT,
    "name" TEXT NOT NULL,
    "hostnames" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "regionCode" TEXT NOT NULL,
    "countryCode" TEXT NOT NULL,
    "subscriptionId" TEXT,
    "licenseNumber" TEXT,
    "licenseStartsAt" TEXT,
    "licenseEndsAt" TEXT,
    "deletionStartsAt" TEXT,
    "createdAt" TEXT,
    "updatedAt" TEXT,
    "firstSeenAt" DATETIME NOT NULL,
    "lastSeenAt" DATETIME NOT NULL,
    "noLongerListedSince" DATETIME,
    "connection" TEXT NOT NULL DEFAULT 'none',
    "connectionProblem" TEXT,
    "searchKey" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "hostnameKey" TEXT NOT NULL,
    "subscriptionKey" TEXT NOT NULL,
    "licenseEndsKey" TEXT NOT NULL,
    CONSTRAINT "tenants_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organizations" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "credentials" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "level" TEXT NOT NULL,
    "organizationId" TEXT,
    "tenantId" TEXT,
    "hostname" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "sealedSecret" TEXT NOT NULL,
    "secretFingerprint" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "secretSetAt" DATETIME NOT NULL,
    "lastUsedAt" DATETIME,
    "lastCheck" TEXT,
    CONSTRAINT "credentials_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organizations" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "credentials_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "sequence" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "intentId" TEXT,
    "at" DATETIME NOT NULL,
    "action" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "actorEmail" TEXT NOT NULL,
    "sessionId" TEXT,
    "objectType" TEXT,
    "objectId" TEXT,
    "objectName" TEXT,
    "tenantId" TEXT,
    "tenantName" TEXT,
    "outcome" TEXT,
    "detail" TEXT,
    "qlik" TEXT,
    "requestId" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "people_email_key" ON "people"("email");

-- CreateIndex
CREATE INDEX "sessions_personId_idx" ON "sessions"("personId");

-- CreateIndex
CREATE INDEX "tenants_organizationId_idx" ON "tenants"("organizationId");

-- CreateIndex
CREATE INDEX "tenants_nameKey_id_idx" ON "tenants"("nameKey", "id");

-- CreateIndex
CREATE INDEX "tenants_licenseEndsKey_id_idx" ON "tenants"("licenseEndsKey", "id");

-- CreateIndex
CREATE UNIQUE INDEX "credentials_organizationId_key" ON "credentials"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "credentials_tenantId_key" ON "credentials"("tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entries_id_key" ON "audit_entries"("id");

-- CreateIndex
CREATE INDEX "audit_entries_intentId_idx" ON "audit_entries"("intentId");

-- The audit log is append-only: whoever holds a connection can add to it and read it, nothing else.
CREATE TRIGGER "audit_entries_no_update" BEFORE UPDATE ON "audit_entries"
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;

CREATE TRIGGER "audit_entries_no_delete" BEFORE DELETE ON "audit_entries"
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;

-- INSERT OR REPLACE would delete the row in its way without asking the trigger above.
CREATE TRIGGER "audit_entries_no_replace" BEFORE INSERT ON "audit_entries"
WHEN EXISTS (SELECT 1 FROM "audit_entries" WHERE "sequence" = NEW."sequence" OR "id" = NEW."id")
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
