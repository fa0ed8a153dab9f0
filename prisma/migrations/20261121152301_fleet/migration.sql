-- CreateTable
CREATE TABLE "token_syncs" (
    "tenantId" TEXT NOT NULL PRIMARY KEY,
    "outcome" TEXT,
    "startedAt" DATETIME,
    "finishedAt" DATETIME,
    "tokensRead" INTEGER NOT NULL DEFAULT 0,
    "message" TEXT,
    "lastSyncedAt" DATETIME,
    "watchedUntil" DATETIME,
    "tokens" INTEGER NOT NULL DEFAULT 0,
    "users" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "token_syncs_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "tenant_users" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "tenantId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "subject" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "clientId" TEXT,
    "bot" BOOLEAN NOT NULL,
    "personKey" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "searchKey" TEXT NOT NULL,
    "print" TEXT NOT NULL,
    "tokens" INTEGER NOT NULL DEFAULT 0,
    "firstSeenAt" DATETIME NOT NULL,
    CONSTRAINT "tenant_users_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "oauth_tokens" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "tenantId" TEXT NOT NULL,
    "tokenId" TEXT NOT NULL,
    "userNumber" INTEGER NOT NULL,
    "clientId" TEXT,
    "clientName" TEXT,
    "description" TEXT,
    "deviceType" TEXT,
    "lastUsed" TEXT,
    "firstSeenAt" DATETIME NOT NULL,
    "goneAt" DATETIME,
    "goneBecause" TEXT,
    "revocationId" TEXT,
    "reissuedAt" DATETIME,
    "reissuedAfter" TEXT,
    "print" TEXT NOT NULL,
    "lastUsedKey" TEXT NOT NULL,
    "descriptionKey" TEXT NOT NULL,
    "userKey" TEXT NOT NULL,
    "clientKey" TEXT NOT NULL,
    "tenantKey" TEXT NOT NULL,
    CONSTRAINT "oauth_tokens_userNumber_fkey" FOREIGN KEY ("userNumber") REFERENCES "tenant_users" ("number") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "oauth_tokens_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "token_holdings" (
    "tenantId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "tokens" INTEGER NOT NULL,

    PRIMARY KEY ("tenantId", "kind", "key"),
    CONSTRAINT "token_holdings_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "token_groups" (
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "searchKey" TEXT NOT NULL,
    "tokens" INTEGER NOT NULL,
    "tenants" INTEGER NOT NULL,

    PRIMARY KEY ("kind", "key")
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

