-- AlterTable
ALTER TABLE "sessions" ADD COLUMN "singleActs" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "sessions" ADD COLUMN "singleActsSince" DATETIME;
