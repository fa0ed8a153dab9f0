-- AlterTable
ALTER TABLE "revocations" ADD COLUMN     "tenantsConnected" INTEGER,
ADD COLUMN     "tenantsKnown" INTEGER,
ADD COLUMN     "tenantsRead" INTEGER;

-- AlterTable
ALTER TABLE "revocation_tenants" ADD COLUMN     "unreadBecause" TEXT COLLATE "C";

