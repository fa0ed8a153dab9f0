-- CreateIndex
CREATE INDEX "sign_in_limits_lastFailureAt_idx" ON "sign_in_limits"("lastFailureAt");


-- Layouts of tables that there are none of: any name was taken once.
DELETE FROM "table_layouts" WHERE "table" NOT IN
  ('tenants', 'credentials', 'users', 'oauth-tokens', 'fleet-tokens', 'token-groups-person', 'token-groups-client',
   'token-groups-tenant', 'revocation-items', 'people', 'activity');

-- Refuses a row past the limit: its name, the most there may be, and which rows count ($1 is the new one). Whoever adds
-- one waits for those before to be over, and counts what they left.
CREATE OR REPLACE FUNCTION limit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('castellan limit ' || TG_ARGV[0], 0));
  EXECUTE format('SELECT count(*) FROM %I WHERE %s', TG_TABLE_NAME, TG_ARGV[2]) INTO held USING NEW;
  IF held >= TG_ARGV[1]::bigint THEN RAISE EXCEPTION 'limit reached: %', TG_ARGV[0]; END IF;
  RETURN NEW;
END $$;

-- Takes the oldest away: the most there may be, the key, by what they are ordered, and which rows count. Those that
-- somebody holds stay until the next time.
CREATE OR REPLACE FUNCTION limit_forget() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %I WHERE %s', TG_TABLE_NAME, TG_ARGV[3]) INTO held USING NEW;
  IF held <= TG_ARGV[0]::bigint THEN RETURN NULL; END IF;
  EXECUTE format(
    'DELETE FROM %1$I WHERE %2$I IN (SELECT %2$I FROM %1$I WHERE %4$s AND %2$I <> ($1).%2$I
       ORDER BY %3$I, %2$I LIMIT %5$s FOR UPDATE SKIP LOCKED)',
    TG_TABLE_NAME, TG_ARGV[1], TG_ARGV[2], TG_ARGV[3], held - TG_ARGV[0]::bigint) USING NEW;
  RETURN NULL;
END $$;

-- The numbers are those of lib/contracts/limits.ts; a test holds them together.
CREATE TRIGGER "limit_views_of_one" BEFORE INSERT ON "views"
FOR EACH ROW EXECUTE FUNCTION limit_refuse('views-of-one', 200, '"ownerId" = ($1)."ownerId"');

CREATE TRIGGER "limit_shared_views" BEFORE INSERT ON "views"
FOR EACH ROW WHEN (NEW."shared") EXECUTE FUNCTION limit_refuse('shared-views', 500, '"shared"');

CREATE TRIGGER "limit_shared_views_later" BEFORE UPDATE OF "shared" ON "views"
FOR EACH ROW WHEN (NEW."shared" AND NOT OLD."shared") EXECUTE FUNCTION limit_refuse('shared-views', 500, '"shared"');

CREATE TRIGGER "limit_layouts_of_one" BEFORE INSERT ON "table_layouts"
FOR EACH ROW EXECUTE FUNCTION limit_refuse('layouts-of-one', 40, '"personId" = ($1)."personId" AND "table" <> ($1)."table"');

CREATE TRIGGER "limit_connection_drafts" BEFORE INSERT ON "connection_drafts"
FOR EACH ROW EXECUTE FUNCTION limit_refuse('connection-drafts', 50, 'true');

CREATE TRIGGER "limit_invitations" BEFORE INSERT ON "invitations"
FOR EACH ROW EXECUTE FUNCTION limit_refuse('invitations', 200, 'true');

CREATE TRIGGER "limit_people" BEFORE INSERT ON "people"
FOR EACH ROW EXECUTE FUNCTION limit_refuse('people', 2000, 'true');

CREATE TRIGGER "limit_organizations" BEFORE INSERT ON "organizations"
FOR EACH ROW EXECUTE FUNCTION limit_refuse('organizations', 100, 'true');

-- Of these the oldest go, so that nobody is kept from signing in or looking again.
CREATE TRIGGER "limit_sessions_of_one" AFTER INSERT ON "sessions"
FOR EACH ROW EXECUTE FUNCTION limit_forget(100, 'id', 'lastSeenAt', '"personId" = ($1)."personId"');

CREATE TRIGGER "limit_previews_of_one" AFTER INSERT ON "revocations"
FOR EACH ROW WHEN (NEW."state" = 'preview')
EXECUTE FUNCTION limit_forget(10, 'id', 'createdAt', '"state" = ''preview'' AND "personId" = ($1)."personId"');

-- Those with few failures go first: a stranger with many addresses must not free an account from its wait.
CREATE TRIGGER "limit_sign_in_limits" AFTER INSERT ON "sign_in_limits"
FOR EACH ROW EXECUTE FUNCTION limit_forget(5000, 'key', 'failures', 'true');
