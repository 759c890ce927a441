CREATE TABLE "auth"."clients" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" varchar(60) NOT NULL,
	"secret_hash" text,
	"grants" text[] NOT NULL,
	"redirect_uris" text[] NOT NULL,
	"post_logout_redirect_uris" text[] NOT NULL,
	"scopes" text[] NOT NULL,
	"resources" text[] NOT NULL,
	"is_first_party" boolean DEFAULT false NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"account_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."consents" (
	"user_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"resource" text NOT NULL,
	"scopes" text[] NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	CONSTRAINT "consents_user_id_client_id_resource_pk" PRIMARY KEY("user_id","client_id","resource")
);
--> statement-breakpoint
CREATE TABLE "auth"."protocol_records" (
	"kind" text NOT NULL,
	"id_hash" text NOT NULL,
	"grant_hash" text,
	"uid_hash" text,
	"user_code_hash" text,
	"user_id" uuid,
	"client_id" uuid,
	"sealed" text NOT NULL,
	"consumed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "protocol_records_kind_id_hash_pk" PRIMARY KEY("kind","id_hash")
);
--> statement-breakpoint
ALTER TABLE "auth"."clients" ADD CONSTRAINT "clients_account_id_users_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."consents" ADD CONSTRAINT "consents_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."consents" ADD CONSTRAINT "consents_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "auth"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."protocol_records" ADD CONSTRAINT "protocol_records_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."protocol_records" ADD CONSTRAINT "protocol_records_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "auth"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consents_client" ON "auth"."consents" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "protocol_records_grant" ON "auth"."protocol_records" USING btree ("grant_hash");--> statement-breakpoint
CREATE INDEX "protocol_records_uid" ON "auth"."protocol_records" USING btree ("uid_hash") WHERE "auth"."protocol_records"."uid_hash" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "protocol_records_user_code" ON "auth"."protocol_records" USING btree ("user_code_hash") WHERE "auth"."protocol_records"."user_code_hash" is not null;--> statement-breakpoint
CREATE INDEX "protocol_records_user" ON "auth"."protocol_records" USING btree ("user_id","client_id");--> statement-breakpoint
CREATE INDEX "protocol_records_client" ON "auth"."protocol_records" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "protocol_records_expiry" ON "auth"."protocol_records" USING btree ("expires_at");