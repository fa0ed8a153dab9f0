-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "formerToken" TEXT COLLATE "C",
ADD COLUMN     "token" TEXT COLLATE "C",
ADD COLUMN     "tokenChangedAt" TIMESTAMP(3);

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_formerToken_key" ON "sessions"("formerToken");


-- What a cookie held so far was the id itself.
UPDATE "sessions" SET "token" = "id";
