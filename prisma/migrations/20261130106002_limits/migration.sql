-- CreateIndex
CREATE INDEX "sign_in_limits_lastFailureAt_idx" ON "sign_in_limits"("lastFailureAt");


-- Layouts of tables that there are none of: any name was taken once.
DELETE FROM "table_layouts" WHERE "table" NOT IN
  ('tenants', 'credentials', 'users', 'oauth-tokens', 'fleet-tokens', 'token-groups-person', 'token-groups-client',
   'token-groups-tenant', 'revocation-items', 'people', 'activity');

-- The numbers are those of lib/contracts/limits.ts; a test holds them together. Writers take turns, so none is passed.
CREATE TRIGGER "limit_views_of_one" BEFORE INSERT ON "views"
WHEN (SELECT count(*) FROM "views" WHERE "ownerId" = NEW."ownerId") >= 200
BEGIN SELECT RAISE(ABORT, 'limit reached: views-of-one'); END;

CREATE TRIGGER "limit_shared_views" BEFORE INSERT ON "views"
WHEN NEW."shared" AND (SELECT count(*) FROM "views" WHERE "shared") >= 500
BEGIN SELECT RAISE(ABORT, 'limit reached: shared-views'); END;

CREATE TRIGGER "limit_shared_views_later" BEFORE UPDATE OF "shared" ON "views"
WHEN NEW."shared" AND NOT OLD."shared" AND (SELECT count(*) FROM "views" WHERE "shared") >= 500
BEGIN SELECT RAISE(ABORT, 'limit reached: shared-views'); END;

CREATE TRIGGER "limit_layouts_of_one" BEFORE INSERT ON "table_layouts"
WHEN (SELECT count(*) FROM "table_layouts" WHERE "personId" = NEW."personId" AND "table" <> NEW."table") >= 40
BEGIN SELECT RAISE(ABORT, 'limit reached: layouts-of-one'); END;

CREATE TRIGGER "limit_connection_drafts" BEFORE INSERT ON "connection_drafts"
WHEN (SELECT count(*) FROM "connection_drafts") >= 50
BEGIN SELECT RAISE(ABORT, 'limit reached: connection-drafts'); END;

CREATE TRIGGER "limit_invitations" BEFORE INSERT ON "invitations"
WHEN (SELECT count(*) FROM "invitations") >= 200
BEGIN SELECT RAISE(ABORT, 'limit reached: invitations'); END;

CREATE TRIGGER "limit_people" BEFORE INSERT ON "people"
WHEN (SELECT count(*) FROM "people") >= 2000
BEGIN SELECT RAISE(ABORT, 'limit reached: people'); END;

CREATE TRIGGER "limit_organizations" BEFORE INSERT ON "organizations"
WHEN (SELECT count(*) FROM "organizations") >= 100
BEGIN SELECT RAISE(ABORT, 'limit reached: organizations'); END;

-- Of these the oldest go, so that nobody is kept from signing in or looking again.
CREATE TRIGGER "limit_sessions_of_one" AFTER INSERT ON "sessions"
WHEN (SELECT count(*) FROM "sessions" WHERE "personId" = NEW."personId") > 100
BEGIN
  DELETE FROM "sessions" WHERE "id" IN (
    SELECT "id" FROM "sessions" WHERE "personId" = NEW."personId" AND "id" <> NEW."id"
    ORDER BY "lastSeenAt" DESC, "id" DESC LIMIT -1 OFFSET 100 - 1);
END;

CREATE TRIGGER "limit_previews_of_one" AFTER INSERT ON "revocations"
WHEN NEW."state" = 'preview' AND
  (SELECT count(*) FROM "revocations" WHERE "state" = 'preview' AND "personId" = NEW."personId") > 10
BEGIN
  DELETE FROM "revocations" WHERE "id" IN (
    SELECT "id" FROM "revocations" WHERE "state" = 'preview' AND "personId" = NEW."personId" AND "id" <> NEW."id"
    ORDER BY "createdAt" DESC, "id" DESC LIMIT -1 OFFSET 10 - 1);
END;

-- Those with few failures go first: a stranger with many addresses must not free an account from its wait.
CREATE TRIGGER "limit_sign_in_limits" AFTER INSERT ON "sign_in_limits"
WHEN (SELECT count(*) FROM "sign_in_limits") > 5000
BEGIN
  DELETE FROM "sign_in_limits" WHERE "key" IN (
    SELECT "key" FROM "sign_in_limits" WHERE "key" <> NEW."key"
    ORDER BY "failures" DESC, "lastFailureAt" DESC, "key" DESC LIMIT -1 OFFSET 5000 - 1);
END;
