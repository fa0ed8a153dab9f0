-- CreateTable
CREATE TABLE "revocations" (
    "id" TEXT COLLATE "C" NOT NULL,
    "idempotencyKey" TEXT COLLATE "C",
    "state" TEXT COLLATE "C" NOT NULL,
    "selection" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT COLLATE "C",
    "personId" TEXT COLLATE "C" NOT NULL,
    "personName" TEXT COLLATE "C" NOT NULL,
    "personEmail" TEXT COLLATE "C" NOT NULL,
    "sessionId" TEXT COLLATE "C",
    "address" TEXT COLLATE "C",
    "requestId" TEXT COLLATE "C" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "revocations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revocation_tenants" (
    "revocationId" TEXT COLLATE "C" NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "tenantName" TEXT COLLATE "C" NOT NULL,
    "parkedBecause" TEXT COLLATE "C",
    "parkedKey" TEXT COLLATE "C",

    CONSTRAINT "revocation_tenants_pkey" PRIMARY KEY ("revocationId","tenantId")
);

-- CreateTable
CREATE TABLE "revocation_items" (
    "revocationId" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "tokenId" TEXT COLLATE "C" NOT NULL,
    "userId" TEXT COLLATE "C" NOT NULL,
    "userName" TEXT COLLATE "C" NOT NULL,
    "clientId" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "state" TEXT COLLATE "C" NOT NULL,
    "cause" TEXT COLLATE "C",
    "message" TEXT COLLATE "C",
    "qlik" TEXT COLLATE "C",
    "intentId" TEXT COLLATE "C",
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "revocation_items_pkey" PRIMARY KEY ("revocationId","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "revocations_idempotencyKey_key" ON "revocations"("idempotencyKey");

-- CreateIndex
CREATE INDEX "revocations_state_createdAt_idx" ON "revocations"("state", "createdAt");

-- CreateIndex
CREATE INDEX "revocation_items_revocationId_state_tenantId_position_idx" ON "revocation_items"("revocationId", "state", "tenantId", "position");

-- CreateIndex
CREATE INDEX "revocation_items_state_revocationId_idx" ON "revocation_items"("state", "revocationId");

-- AddForeignKey
ALTER TABLE "revocation_tenants" ADD CONSTRAINT "revocation_tenants_revocationId_fkey" FOREIGN KEY ("revocationId") REFERENCES "revocations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revocation_items" ADD CONSTRAINT "revocation_items_revocationId_fkey" FOREIGN KEY ("revocationId") REFERENCES "revocations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

