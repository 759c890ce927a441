CREATE INDEX "devices_user" ON "auth"."devices" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "devices_last_seen" ON "auth"."devices" USING btree ("last_seen_at");
--> statement-breakpoint
-- The end of the chain moves only with the chain: with the rights of its owner, so that the app's own account needs none on it.
CREATE OR REPLACE FUNCTION auth.chain_audit_event() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT sequence + 1, hash INTO NEW.sequence, NEW.previous_hash FROM auth.audit_head FOR UPDATE;
  NEW.hash := auth.audit_hash(NEW);
  UPDATE auth.audit_head SET sequence = NEW.sequence, hash = NEW.hash;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_head_stays BEFORE INSERT OR DELETE OR TRUNCATE ON auth.audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION auth.refuse_audit_change();
