-- AlterTable
ALTER TABLE "revocations" ADD COLUMN "personRole" TEXT NOT NULL DEFAULT 'operator';
