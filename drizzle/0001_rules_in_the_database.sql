-- Rules that hold whoever writes to the database: roles never form a circle, every change of access raises the version,
-- and the audit log is a chain of rows that are only ever added.

INSERT INTO auth.access_version (only_row, version) VALUES (true, 1);
--> statement-breakpoint
ALTER TABLE auth.access_version ADD CONSTRAINT access_version_only_row CHECK (only_row);
--> statement-breakpoint
CREATE FUNCTION auth.raise_access_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE auth.access_version SET version = version + 1;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER roles_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON auth.roles
  FOR EACH STATEMENT EXECUTE FUNCTION auth.raise_access_version();
--> statement-breakpoint
CREATE TRIGGER role_parents_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON auth.role_parents
  FOR EACH STATEMENT EXECUTE FUNCTION auth.raise_access_version();
--> statement-breakpoint
CREATE TRIGGER role_grants_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON auth.role_grants
  FOR EACH STATEMENT EXECUTE FUNCTION auth.raise_access_version();
--> statement-breakpoint
CREATE FUNCTION auth.refuse_role_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Two edits at once could each add half of a circle: the version row lets them pass one by one.
  PERFORM 1 FROM auth.access_version FOR UPDATE;
  IF EXISTS (
    WITH RECURSIVE ancestors(role_id) AS (
      SELECT NEW.parent_id
      UNION
      SELECT p.parent_id FROM auth.role_parents p JOIN ancestors a ON p.role_id = a.role_id
    )
    SELECT 1 FROM ancestors WHERE role_id = NEW.role_id
  ) THEN
    RAISE EXCEPTION 'a role cannot inherit from itself, not even through others'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'role_parents_no_circle';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER role_parents_no_circle BEFORE INSERT OR UPDATE ON auth.role_parents
  FOR EACH ROW EXECUTE FUNCTION auth.refuse_role_circle();
--> statement-breakpoint
INSERT INTO auth.audit_head (only_row, sequence, hash) VALUES ('head', 0, '');
--> statement-breakpoint
ALTER TABLE auth.audit_head ADD CONSTRAINT audit_head_only_row CHECK (only_row = 'head');
--> statement-breakpoint
CREATE FUNCTION auth.audit_hash(e auth.audit_events) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(
    e.previous_hash, e.sequence, e.id, extract(epoch FROM e.at), e.event, e.outcome, e.reason,
    e.actor_id, e.target_id, e.request_id, e.details
  )::text, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
CREATE FUNCTION auth.chain_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT sequence + 1, hash INTO NEW.sequence, NEW.previous_hash FROM auth.audit_head FOR UPDATE;
  NEW.hash := auth.audit_hash(NEW);
  UPDATE auth.audit_head SET sequence = NEW.sequence, hash = NEW.hash;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_events_chain BEFORE INSERT ON auth.audit_events
  FOR EACH ROW EXECUTE FUNCTION auth.chain_audit_event();
--> statement-breakpoint
CREATE FUNCTION auth.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_events_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON auth.audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION auth.refuse_audit_change();
--> statement-breakpoint
ANALYZE auth.access_version;
