CREATE TABLE "auth"."field_access" (
	"role_id" uuid NOT NULL,
	"model" text NOT NULL,
	"field" text NOT NULL,
	"access" text NOT NULL,
	CONSTRAINT "field_access_role_id_model_field_pk" PRIMARY KEY("role_id","model","field"),
	CONSTRAINT "field_access_level" CHECK ("auth"."field_access"."access" in ('hidden', 'readonly', 'writable'))
);
--> statement-breakpoint
CREATE TABLE "auth"."object_grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"permission" text NOT NULL,
	"model" text NOT NULL,
	"object_id" text NOT NULL,
	"user_id" uuid,
	"role_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "object_grants_unique" UNIQUE NULLS NOT DISTINCT("model","object_id","permission","user_id","role_id"),
	CONSTRAINT "object_grants_one_holder" CHECK (num_nonnulls("auth"."object_grants"."user_id", "auth"."object_grants"."role_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "auth"."field_access" ADD CONSTRAINT "field_access_role_id_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "auth"."roles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."object_grants" ADD CONSTRAINT "object_grants_permission_permissions_name_fk" FOREIGN KEY ("permission") REFERENCES "auth"."permissions"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."object_grants" ADD CONSTRAINT "object_grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."object_grants" ADD CONSTRAINT "object_grants_role_id_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "auth"."roles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "object_grants_user" ON "auth"."object_grants" USING btree ("user_id","model","permission","object_id");--> statement-breakpoint
CREATE INDEX "object_grants_role" ON "auth"."object_grants" USING btree ("role_id","model","permission","object_id");--> statement-breakpoint
CREATE INDEX "held_forms_session" ON "auth"."held_forms" USING btree ("session_id");--> statement-breakpoint
-- The rules about fields are compiled with the role graph, so a change of them makes it old.
CREATE TRIGGER field_access_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON auth.field_access
  FOR EACH STATEMENT EXECUTE FUNCTION auth.raise_access_version();--> statement-breakpoint
-- On each table whose rows can be shared; TG_ARGV[0] is the name of its model. Ids are never used again, but a restored row must not bring back who could see it.
CREATE FUNCTION auth.forget_object_grants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM auth.object_grants WHERE model = TG_ARGV[0] AND object_id = OLD.id::text;
  RETURN OLD;
END $$;--> statement-breakpoint
CREATE TRIGGER projects_forget_grants AFTER DELETE ON projects
  FOR EACH ROW EXECUTE FUNCTION auth.forget_object_grants('project');
