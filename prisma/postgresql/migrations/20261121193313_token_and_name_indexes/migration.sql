-- CreateIndex
CREATE INDEX "tenant_users_nameKey_idx" ON "tenant_users"("nameKey");

-- CreateIndex
CREATE INDEX "oauth_tokens_tokenId_idx" ON "oauth_tokens"("tokenId");

