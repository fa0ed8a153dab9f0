-- CreateTable
CREATE TABLE "token_syncs" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "outcome" TEXT COLLATE "C",
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),
    "tokensRead" INTEGER NOT NULL DEFAULT 0,
    "message" TEXT COLLATE "C",
    "lastSyncedAt" TIMESTAMP(3),
    "watchedUntil" TIMESTAMP(3),
    "tokens" INTEGER NOT NULL DEFAULT 0,
    "users" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "token_syncs_pkey" PRIMARY KEY ("tenantId")
);

-- CreateTable
CREATE TABLE "tenant_users" (
    "number" SERIAL NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "userId" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "email" TEXT COLLATE "C",
    "subject" TEXT COLLATE "C" NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL,
    "clientId" TEXT COLLATE "C",
    "bot" BOOLEAN NOT NULL,
    "personKey" TEXT COLLATE "C" NOT NULL,
    "nameKey" TEXT COLLATE "C" NOT NULL,
    "searchKey" TEXT COLLATE "C" NOT NULL,
    "print" TEXT COLLATE "C" NOT NULL,
    "tokens" INTEGER NOT NULL DEFAULT 0,
    "firstSeenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "tenant_users_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "oauth_tokens" (
    "number" SERIAL NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "tokenId" TEXT COLLATE "C" NOT NULL,
    "userNumber" INTEGER NOT NULL,
    "clientId" TEXT COLLATE "C",
    "clientName" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "deviceType" TEXT COLLATE "C",
    "lastUsed" TEXT COLLATE "C",
    "firstSeenAt" TIMESTAMP(3) NOT NULL,
    "goneAt" TIMESTAMP(3),
    "goneBecause" TEXT COLLATE "C",
    "revocationId" TEXT COLLATE "C",
    "reissuedAt" TIMESTAMP(3),
    "reissuedAfter" TEXT COLLATE "C",
    "print" TEXT COLLATE "C" NOT NULL,
    "lastUsedKey" TEXT COLLATE "C" NOT NULL,
    "descriptionKey" TEXT COLLATE "C" NOT NULL,
    "userKey" TEXT COLLATE "C" NOT NULL,
    "clientKey" TEXT COLLATE "C" NOT NULL,
    "tenantKey" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "oauth_tokens_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "token_holdings" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "label" TEXT COLLATE "C" NOT NULL,
    "tokens" INTEGER NOT NULL,

    CONSTRAINT "token_holdings_pkey" PRIMARY KEY ("tenantId","kind","key")
);

-- CreateTable
CREATE TABLE "token_groups" (
    "kind" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "label" TEXT COLLATE "C" NOT NULL,
    "searchKey" TEXT COLLATE "C" NOT NULL,
    "tokens" INTEGER NOT NULL,
    "tenants" INTEGER NOT NULL,

    CONSTRAINT "token_groups_pkey" PRIMARY KEY ("kind","key")
);

-- CreateIndex
CREATE INDEX "tenant_users_personKey_idx" ON "tenant_users"("personKey");

-- CreateIndex
CREATE INDEX "tenant_users_userId_idx" ON "tenant_users"("userId");

-- CreateIndex
CREATE INDEX "tenant_users_status_idx" ON "tenant_users"("status");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_users_tenantId_userId_key" ON "tenant_users"("tenantId", "userId");

-- CreateIndex
CREATE INDEX "oauth_tokens_lastUsedKey_number_idx" ON "oauth_tokens"("lastUsedKey", "number");

-- CreateIndex
CREATE INDEX "oauth_tokens_userKey_number_idx" ON "oauth_tokens"("userKey", "number");

-- CreateIndex
CREATE INDEX "oauth_tokens_clientKey_number_idx" ON "oauth_tokens"("clientKey", "number");

-- CreateIndex
CREATE INDEX "oauth_tokens_tenantKey_number_idx" ON "oauth_tokens"("tenantKey", "number");

-- CreateIndex
CREATE INDEX "oauth_tokens_userNumber_lastUsedKey_idx" ON "oauth_tokens"("userNumber", "lastUsedKey");

-- CreateIndex
CREATE INDEX "oauth_tokens_clientId_lastUsedKey_idx" ON "oauth_tokens"("clientId", "lastUsedKey");

-- CreateIndex
CREATE INDEX "oauth_tokens_descriptionKey_number_idx" ON "oauth_tokens"("descriptionKey", "number");

-- CreateIndex
CREATE INDEX "oauth_tokens_firstSeenAt_idx" ON "oauth_tokens"("firstSeenAt");

-- CreateIndex
CREATE INDEX "oauth_tokens_goneBecause_idx" ON "oauth_tokens"("goneBecause");

-- CreateIndex
CREATE INDEX "oauth_tokens_reissuedAt_idx" ON "oauth_tokens"("reissuedAt");

-- CreateIndex
CREATE INDEX "oauth_tokens_reissuedAfter_idx" ON "oauth_tokens"("reissuedAfter");

-- CreateIndex
CREATE UNIQUE INDEX "oauth_tokens_tenantId_tokenId_key" ON "oauth_tokens"("tenantId", "tokenId");

-- CreateIndex
CREATE INDEX "token_groups_kind_tokens_key_idx" ON "token_groups"("kind", "tokens", "key");

-- AddForeignKey
ALTER TABLE "token_syncs" ADD CONSTRAINT "token_syncs_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tenant_users" ADD CONSTRAINT "tenant_users_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_tokens" ADD CONSTRAINT "oauth_tokens_userNumber_fkey" FOREIGN KEY ("userNumber") REFERENCES "tenant_users"("number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_tokens" ADD CONSTRAINT "oauth_tokens_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_holdings" ADD CONSTRAINT "token_holdings_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;

