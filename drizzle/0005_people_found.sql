DROP INDEX "auth"."memberships_role";--> statement-breakpoint
CREATE INDEX "sessions_created" ON "auth"."sessions" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "users_username_prefix" ON "auth"."users" USING btree ("canonical_username" varchar_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_email_prefix" ON "auth"."users" USING btree ("canonical_email" varchar_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_full_name_prefix" ON "auth"."users" USING btree ((lower("first_name" || ' ' || "last_name")) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_last_name_prefix" ON "auth"."users" USING btree (lower("last_name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "users_disabled" ON "auth"."users" USING btree ("id") WHERE not "auth"."users"."is_active";--> statement-breakpoint
CREATE INDEX "users_unverified" ON "auth"."users" USING btree ("id") WHERE "auth"."users"."email_verified_at" is null;--> statement-breakpoint
CREATE INDEX "users_staff" ON "auth"."users" USING btree ("id") WHERE "auth"."users"."is_staff";--> statement-breakpoint
CREATE INDEX "users_superusers" ON "auth"."users" USING btree ("id") WHERE "auth"."users"."is_superuser";--> statement-breakpoint
CREATE INDEX "memberships_role" ON "auth"."memberships" USING btree ("role_id","user_id");