import { features } from "../features/enabled.ts";
import { authorizeRequests } from "./url-rule-builder.ts";

/** The path of the page that says that an address does not exist (the route `*`). */
export const unknownAddress = "/not-found";

/**
 * The coarse rules in front of every route's own policy, read from top to bottom; the first match decides.
 * They are a second lock, not the first: a route is never more open than its own policy, whatever stands here.
 */
export const urlRules = authorizeRequests()
  .requestMatchers("/", "/login", "/logout", "/theme", "/health", "/ready", unknownAddress)
  .permitAll()
  .requestMatchers("/register", "/verify-email", "/forgot-password", "/reset-password", "/not-me", "/invitation")
  .permitAll()
  .requestMatchers("/api/auth/register")
  .permitAll()
  .requestMatchers(...features.flatMap(({ openAddresses }) => openAddresses))
  .permitAll()
  .requestMatchers("/admin/why", "/admin/matrix", "/api/why")
  .hasPermission("admin:why")
  .requestMatchers("/admin/users/**", "/api/admin/users/**")
  .hasPermission("admin:users")
  .requestMatchers("/admin/sessions")
  .hasPermission("admin:sessions")
  .requestMatchers("/admin/roles/**", "/admin/permissions", "/admin/grants", "/admin/fields")
  .hasPermission("admin:roles")
  .requestMatchers("/admin/connections/**", "/admin/clients/**")
  .hasPermission("admin:connections")
  .requestMatchers("/admin/audit/**")
  .hasPermission("admin:audit")
  .requestMatchers("/admin")
  .hasAnyPermission("admin:users", "admin:sessions", "admin:roles", "admin:connections", "admin:audit", "admin:why")
  .requestMatchers("/admin/**", "/api/admin/**")
  .denyAll()
  .requestMatchers("/confirm", "/dashboard", "/projects/**", "/settings/**", "/api/**")
  .authenticated()
  .requestMatchers(...features.flatMap(({ signedInAddresses = [] }) => signedInAddresses))
  .authenticated()
  .anyRequest()
  .denyAll()
  .build();
