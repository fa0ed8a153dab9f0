-- AlterTable
ALTER TABLE "revocations" ADD COLUMN "tenantsConnected" INTEGER;
ALTER TABLE "revocations" ADD COLUMN "tenantsKnown" INTEGER;
ALTER TABLE "revocations" ADD COLUMN "tenantsRead" INTEGER;

-- AlterTable
ALTER TABLE "revocation_tenants" ADD COLUMN "unreadBecause" TEXT;

