-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "singleActs" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "singleActsSince" TIMESTAMP(3);

