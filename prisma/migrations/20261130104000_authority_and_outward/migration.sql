-- AlterTable
ALTER TABLE "installation" ADD COLUMN "outwardAnswer" TEXT;
ALTER TABLE "installation" ADD COLUMN "outwardAnsweredAt" DATETIME;
ALTER TABLE "installation" ADD COLUMN "outwardAnsweredBy" TEXT;
ALTER TABLE "installation" ADD COLUMN "outwardHeldBecause" TEXT;
ALTER TABLE "installation" ADD COLUMN "outwardHeldSince" DATETIME;

-- AlterTable
ALTER TABLE "revocations" ADD COLUMN "pausedBecause" TEXT;
ALTER TABLE "revocations" ADD COLUMN "takenOverAt" DATETIME;
ALTER TABLE "revocations" ADD COLUMN "takenOverByEmail" TEXT;
ALTER TABLE "revocations" ADD COLUMN "takenOverById" TEXT;
ALTER TABLE "revocations" ADD COLUMN "takenOverByName" TEXT;
ALTER TABLE "revocations" ADD COLUMN "takenOverByRole" TEXT;

