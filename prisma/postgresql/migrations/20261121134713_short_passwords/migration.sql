-- AlterTable
ALTER TABLE "people" ADD COLUMN     "passwordIsShort" BOOLEAN NOT NULL DEFAULT false;

