-- AlterTable
ALTER TABLE "installation" ADD COLUMN "backupConfirmedMac" TEXT;
ALTER TABLE "installation" ADD COLUMN "statement" TEXT;


-- An installation that was made before it could say anything of itself; what it says is signed at the next start.
UPDATE "installation" SET "statement" = 'before';
