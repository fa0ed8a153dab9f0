-- AlterTable
ALTER TABLE "revocation_items" ADD COLUMN "lostAnswers" INTEGER NOT NULL DEFAULT 0;
