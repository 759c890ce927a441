CREATE TABLE "auth"."directory_passwords" (
	"identity_id" uuid PRIMARY KEY NOT NULL,
	"password_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."saml_assertions" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."saml_tickets" (
	"id" text PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"browser_hash" text,
	"sealed" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth"."directory_passwords" ADD CONSTRAINT "directory_passwords_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "auth"."identities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "directory_passwords_expiry" ON "auth"."directory_passwords" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "saml_assertions_expiry" ON "auth"."saml_assertions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "saml_tickets_expiry" ON "auth"."saml_tickets" USING btree ("expires_at");