-- AlterTable
ALTER TABLE "installation" ADD COLUMN     "backupConfirmedMac" TEXT COLLATE "C",
ADD COLUMN     "statement" TEXT COLLATE "C";


-- An installation that was made before it could say anything of itself; what it says is signed at the next start.
UPDATE "installation" SET "statement" = 'before';
