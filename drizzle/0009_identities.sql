CREATE TABLE "auth"."connection_results" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reason" text,
	"detail" text,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "auth"."connections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"sealed" text NOT NULL,
	"trusted_domains" text[] DEFAULT '{}' NOT NULL,
	"group_map" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"creates_users" boolean DEFAULT true NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."identities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"connection" text NOT NULL,
	"kind" text NOT NULL,
	"authority" text NOT NULL,
	"subject" varchar(255) NOT NULL,
	"email" varchar(255),
	"profile" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."identity_roles" (
	"identity_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	CONSTRAINT "identity_roles_identity_id_role_id_pk" PRIMARY KEY("identity_id","role_id")
);
--> statement-breakpoint
CREATE TABLE "auth"."held_identities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"browser_hash" text NOT NULL,
	"connection" text NOT NULL,
	"sealed" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."sign_in_flows" (
	"id" text PRIMARY KEY NOT NULL,
	"browser_hash" text NOT NULL,
	"connection" text NOT NULL,
	"purpose" text NOT NULL,
	"user_id" uuid,
	"redirect_to" text NOT NULL,
	"sealed" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."provider_tokens" (
	"identity_id" uuid PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "identity_id" uuid;--> statement-breakpoint
ALTER TABLE "auth"."identities" ADD CONSTRAINT "identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."identity_roles" ADD CONSTRAINT "identity_roles_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "auth"."identities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."identity_roles" ADD CONSTRAINT "identity_roles_membership_fk" FOREIGN KEY ("user_id","role_id") REFERENCES "auth"."memberships"("user_id","role_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."sign_in_flows" ADD CONSTRAINT "sign_in_flows_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."provider_tokens" ADD CONSTRAINT "provider_tokens_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "auth"."identities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "connection_results_newest" ON "auth"."connection_results" USING btree ("connection","id");--> statement-breakpoint
CREATE UNIQUE INDEX "connections_name_unique" ON "auth"."connections" USING btree ("name");--> statement-breakpoint
CREATE UNIQUE INDEX "identities_subject_unique" ON "auth"."identities" USING btree ("authority","subject");--> statement-breakpoint
CREATE INDEX "identities_user" ON "auth"."identities" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "identities_connection" ON "auth"."identities" USING btree ("connection");--> statement-breakpoint
CREATE INDEX "identity_roles_membership" ON "auth"."identity_roles" USING btree ("user_id","role_id");--> statement-breakpoint
CREATE INDEX "held_identities_expiry" ON "auth"."held_identities" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_flows_expiry" ON "auth"."sign_in_flows" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_flows_user" ON "auth"."sign_in_flows" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD CONSTRAINT "sessions_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "auth"."identities"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_identity" ON "auth"."sessions" USING btree ("identity_id") WHERE "auth"."sessions"."identity_id" is not null;