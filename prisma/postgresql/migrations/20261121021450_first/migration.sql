-- CreateTable
CREATE TABLE "installation" (
    "id" TEXT COLLATE "C" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_keys" (
    "id" TEXT COLLATE "C" NOT NULL,
    "wrapped" TEXT COLLATE "C" NOT NULL,
    "rootKeyId" TEXT COLLATE "C" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "data_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" TEXT COLLATE "C" NOT NULL,
    "email" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "role" TEXT COLLATE "C" NOT NULL,
    "passwordHash" TEXT COLLATE "C" NOT NULL,
    "disabledAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT COLLATE "C" NOT NULL,
    "personId" TEXT COLLATE "C" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "lastSeenAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_links" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "tokenHash" TEXT COLLATE "C" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setup_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "syncStartedAt" TIMESTAMP(3),
    "syncFinishedAt" TIMESTAMP(3),
    "syncOutcome" TEXT COLLATE "C",
    "syncTenantsRead" INTEGER NOT NULL DEFAULT 0,
    "syncMessage" TEXT COLLATE "C",
    "lastSyncedAt" TIMESTAMP(3),

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenants" (
    "id" TEXT COLLATE "C" NOT NULL,
    "organizationId" TEXT COLLATE "C",
    "name" TEXT COLLATE "C" NOT NULL,
    "hostnames" TEXT COLLATE "C" NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL,
    "regionCode" TEXT COLLATE "C" NOT NULL,
    "countryCode" TEXT COLLATE "C" NOT NULL,
    "subscriptionId" TEXT COLLATE "C",
    "licenseNumber" TEXT COLLATE "C",
    "licenseStartsAt" TEXT COLLATE "C",
    "licenseEndsAt" TEXT COLLATE "C",
    "deletionStartsAt" TEXT COLLATE "C",
    "createdAt" TEXT COLLATE "C",
    "updatedAt" TEXT COLLATE "C",
    "firstSeenAt" TIMESTAMP(3) NOT NULL,
    "lastSeenAt" TIMESTAMP(3) NOT NULL,
    "noLongerListedSince" TIMESTAMP(3),
    "connection" TEXT COLLATE "C" NOT NULL DEFAULT 'none',
    "connectionProblem" TEXT COLLATE "C",
    "searchKey" TEXT COLLATE "C" NOT NULL,
    "nameKey" TEXT COLLATE "C" NOT NULL,
    "hostnameKey" TEXT COLLATE "C" NOT NULL,
    "subscriptionKey" TEXT COLLATE "C" NOT NULL,
    "licenseEndsKey" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "tenants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credentials" (
    "id" TEXT COLLATE "C" NOT NULL,
    "level" TEXT COLLATE "C" NOT NULL,
    "organizationId" TEXT COLLATE "C",
    "tenantId" TEXT COLLATE "C",
    "hostname" TEXT COLLATE "C" NOT NULL,
    "clientId" TEXT COLLATE "C" NOT NULL,
    "sealedSecret" TEXT COLLATE "C" NOT NULL,
    "secretFingerprint" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "secretSetAt" TIMESTAMP(3) NOT NULL,
    "lastUsedAt" TIMESTAMP(3),
    "lastCheck" TEXT COLLATE "C",

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "sequence" SERIAL NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "intentId" TEXT COLLATE "C",
    "at" TIMESTAMP(3) NOT NULL,
    "action" TEXT COLLATE "C" NOT NULL,
    "actorId" TEXT COLLATE "C",
    "actorName" TEXT COLLATE "C" NOT NULL,
    "actorEmail" TEXT COLLATE "C" NOT NULL,
    "sessionId" TEXT COLLATE "C",
    "objectType" TEXT COLLATE "C",
    "objectId" TEXT COLLATE "C",
    "objectName" TEXT COLLATE "C",
    "tenantId" TEXT COLLATE "C",
    "tenantName" TEXT COLLATE "C",
    "outcome" TEXT COLLATE "C",
    "detail" TEXT COLLATE "C",
    "qlik" TEXT COLLATE "C",
    "requestId" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("sequence")
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

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- The audit log is append-only: whoever holds a connection can add to it and read it, nothing else. (There is no INSERT
-- OR REPLACE here: ON CONFLICT DO UPDATE asks the trigger for updates.)
CREATE FUNCTION "audit_entries_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit entries are append-only'; END;
$$;

CREATE TRIGGER "audit_entries_no_change" BEFORE UPDATE OR DELETE ON "audit_entries"
FOR EACH ROW EXECUTE FUNCTION "audit_entries_refuse"();

CREATE TRIGGER "audit_entries_no_truncate" BEFORE TRUNCATE ON "audit_entries"
FOR EACH STATEMENT EXECUTE FUNCTION "audit_entries_refuse"();
