-- AlterTable
ALTER TABLE "revocation_tenants" ADD COLUMN     "askedSince" TIMESTAMP(3),
ADD COLUMN     "asksAgainAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "revocation_items" ADD COLUMN     "lastUsed" TEXT COLLATE "C",
ADD COLUMN     "userEmail" TEXT COLLATE "C" NOT NULL DEFAULT '';

