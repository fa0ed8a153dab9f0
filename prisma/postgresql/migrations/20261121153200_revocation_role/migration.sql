-- AlterTable
ALTER TABLE "revocations" ADD COLUMN     "personRole" TEXT COLLATE "C" NOT NULL DEFAULT 'operator';

