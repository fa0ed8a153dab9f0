-- AlterTable
ALTER TABLE "installation" ADD COLUMN     "backupConfirmedAt" TIMESTAMP(3),
ADD COLUMN     "backupConfirmedBy" TEXT COLLATE "C",
ADD COLUMN     "backupConfirmedFor" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "data_keys" ADD COLUMN     "purpose" TEXT COLLATE "C" NOT NULL DEFAULT 'secrets',
ADD COLUMN     "retiredAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "people" ADD COLUMN     "lastSignedInAt" TIMESTAMP(3),
ADD COLUMN     "oidcIssuer" TEXT COLLATE "C",
ADD COLUMN     "oidcSubject" TEXT COLLATE "C",
ADD COLUMN     "roleSource" TEXT COLLATE "C" NOT NULL DEFAULT 'console',
ADD COLUMN     "sealedTotpSecret" TEXT COLLATE "C",
ADD COLUMN     "totpConfirmedAt" TIMESTAMP(3),
ADD COLUMN     "totpLastStep" INTEGER,
ALTER COLUMN "passwordHash" DROP NOT NULL;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "address" TEXT COLLATE "C",
ADD COLUMN     "authenticatedAt" TIMESTAMP(3),
ADD COLUMN     "method" TEXT COLLATE "C" NOT NULL DEFAULT 'password',
ADD COLUMN     "userAgent" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "audit_entries" ADD COLUMN     "address" TEXT COLLATE "C",
ADD COLUMN     "keyId" TEXT COLLATE "C",
ADD COLUMN     "mac" TEXT COLLATE "C",
ADD COLUMN     "reason" TEXT COLLATE "C";

-- CreateTable
CREATE TABLE "leases" (
    "name" TEXT COLLATE "C" NOT NULL,
    "holder" TEXT COLLATE "C" NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "leases_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "settings" (
    "name" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "id" TEXT COLLATE "C" NOT NULL,
    "personId" TEXT COLLATE "C" NOT NULL,
    "codeHash" TEXT COLLATE "C" NOT NULL,
    "usedAt" TIMESTAMP(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" TEXT COLLATE "C" NOT NULL,
    "tokenHash" TEXT COLLATE "C" NOT NULL,
    "email" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "role" TEXT COLLATE "C" NOT NULL,
    "invitedById" TEXT COLLATE "C" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_limits" (
    "key" TEXT COLLATE "C" NOT NULL,
    "failures" INTEGER NOT NULL,
    "lastFailureAt" TIMESTAMP(3) NOT NULL,
    "blockedUntil" TIMESTAMP(3),

    CONSTRAINT "sign_in_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_heads" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "sequence" INTEGER NOT NULL,
    "mac" TEXT COLLATE "C" NOT NULL,
    "keyId" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "audit_heads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_checkpoints" (
    "sequence" INTEGER NOT NULL,
    "mac" TEXT COLLATE "C" NOT NULL,
    "keyId" TEXT COLLATE "C" NOT NULL,
    "entries" INTEGER NOT NULL,
    "file" TEXT COLLATE "C" NOT NULL,
    "archivedAt" TIMESTAMP(3) NOT NULL,
    "signature" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "audit_checkpoints_pkey" PRIMARY KEY ("sequence")
);

-- CreateIndex
CREATE INDEX "recovery_codes_personId_idx" ON "recovery_codes"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_tokenHash_key" ON "invitations"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_email_key" ON "invitations"("email");

-- CreateIndex
CREATE UNIQUE INDEX "people_oidcIssuer_oidcSubject_key" ON "people"("oidcIssuer", "oidcSubject");

-- CreateIndex
CREATE INDEX "audit_entries_requestId_idx" ON "audit_entries"("requestId");

-- CreateIndex
CREATE INDEX "audit_entries_at_idx" ON "audit_entries"("at");

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invitedById_fkey" FOREIGN KEY ("invitedById") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

