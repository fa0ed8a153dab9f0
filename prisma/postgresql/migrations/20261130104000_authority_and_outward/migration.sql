-- AlterTable
ALTER TABLE "installation" ADD COLUMN     "outwardAnswer" TEXT COLLATE "C",
ADD COLUMN     "outwardAnsweredAt" TIMESTAMP(3),
ADD COLUMN     "outwardAnsweredBy" TEXT COLLATE "C",
ADD COLUMN     "outwardHeldBecause" TEXT COLLATE "C",
ADD COLUMN     "outwardHeldSince" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "revocations" ADD COLUMN     "pausedBecause" TEXT COLLATE "C",
ADD COLUMN     "takenOverAt" TIMESTAMP(3),
ADD COLUMN     "takenOverByEmail" TEXT COLLATE "C",
ADD COLUMN     "takenOverById" TEXT COLLATE "C",
ADD COLUMN     "takenOverByName" TEXT COLLATE "C",
ADD COLUMN     "takenOverByRole" TEXT COLLATE "C";

