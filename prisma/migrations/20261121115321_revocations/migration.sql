-- CreateTable
CREATE TABLE "revocations" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "idempotencyKey" TEXT,
    "state" TEXT NOT NULL,
    "selection" TEXT NOT NULL,
    "reason" TEXT,
    "personId" TEXT NOT NULL,
    "personName" TEXT NOT NULL,
    "personEmail" TEXT NOT NULL,
    "sessionId" TEXT,
    "address" TEXT,
    "requestId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "startedAt" DATETIME,
    "finishedAt" DATETIME
);

-- CreateTable
CREATE TABLE "revocation_tenants" (
    "revocationId" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "tenantName" TEXT NOT NULL,
    "parkedBecause" TEXT,
    "parkedKey" TEXT,

    PRIMARY KEY ("revocationId", "tenantId"),
    CONSTRAINT "revocation_tenants_revocationId_fkey" FOREIGN KEY ("revocationId") REFERENCES "revocations" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "revocation_items" (
    "revocationId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "tenantId" TEXT NOT NULL,
    "tokenId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "userName" TEXT NOT NULL,
    "clientId" TEXT,
    "description" TEXT,
    "state" TEXT NOT NULL,
    "cause" TEXT,
    "message" TEXT,
    "qlik" TEXT,
    "intentId" TEXT,
    "endedAt" DATETIME,

    PRIMARY KEY ("revocationId", "position"),
    CONSTRAINT "revocation_items_revocationId_fkey" FOREIGN KEY ("revocationId") REFERENCES "revocations" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "revocations_idempotencyKey_key" ON "revocations"("idempotencyKey");

-- CreateIndex
CREATE INDEX "revocations_state_createdAt_idx" ON "revocations"("state", "createdAt");

-- CreateIndex
CREATE INDEX "revocation_items_revocationId_state_tenantId_position_idx" ON "revocation_items"("revocationId", "state", "tenantId", "position");

-- CreateIndex
CREATE INDEX "revocation_items_state_revocationId_idx" ON "revocation_items"("state", "revocationId");
