import { describe, expect, it } from "vitest";

import { app } from "#tests/support/app.ts";

/**
 * Every address, every method, and who may use it: the app's whole exposure on one screen.
 * A difference here means that a door was opened or closed. Read it, then change the table in the same commit.
 */
const table = `
GET  /health                     open: says that the process runs
GET  /ready                      open: says that the database answers
GET  /                           open: the frame of every page
GET  /                           open: the public start page
GET  /login                      open: the way in
POST /login                      open: the way in
GET  /logout                     open: says that signing out takes a form
POST /logout                     open: signing out is never refused
GET  /register                   open: the way to an account
POST /register                   open: the way to an account, at most 20 per hour
GET  /verify-email               open: opened from a mail
POST /verify-email               open: opened from a mail, at most 60 per hour
GET  /forgot-password            open: the way back in
POST /forgot-password            open: the way back in, at most 20 per hour
GET  /reset-password             open: opened from a mail
POST /reset-password             open: opened from a mail, at most 60 per hour
GET  /not-me                     open: opened from a mail
POST /not-me                     open: opened from a mail, at most 60 per hour
GET  /invitation                 open: opened from a mail
POST /invitation                 open: opened from a mail, at most 60 per hour
GET  /confirm                    signed in
POST /confirm                    signed in, at most 30 per minute
GET  /dashboard                  signed in
GET  /projects                   signed in
POST /projects                   can project:create, at most 30 per minute
GET  /projects/new               can project:create
GET  /projects/:id               can project:read on this project
POST /projects/:id               update: can project:update, archive: can project:archive, delete: can project:delete, share: can project:update, unshare: can project:update on this project, at most 60 per minute
GET  /settings                   signed in
GET  /settings                   signed in > signed in
GET  /settings/profile           signed in > signed in
POST /settings/profile           signed in > signed in, at most 10 per 15 minutes
GET  /settings/email             signed in > signed in, confirmed within 10 minutes
POST /settings/email             signed in > signed in, confirmed within 10 minutes, at most 10 per hour
GET  /settings/password          signed in > signed in, confirmed within 10 minutes
POST /settings/password          signed in > signed in, confirmed within 10 minutes, at most 10 per 15 minutes
GET  /settings/sessions          signed in > signed in
POST /settings/sessions          signed in > signed in, at most 30 per minute
GET  /settings/sign-in-methods   signed in > signed in
POST /settings/sign-in-methods   signed in > signed in, confirmed within 10 minutes, at most 30 per 15 minutes
GET  /settings/activity          signed in > signed in
GET  /settings/account           signed in > signed in, confirmed within 10 minutes
POST /settings/account           signed in > signed in, confirmed within 10 minutes, at most 10 per 15 minutes
GET  /settings/account/data.json signed in > signed in, confirmed within 10 minutes, at most 10 per 15 minutes
GET  /settings/api-keys          signed in > signed in
POST /settings/api-keys          signed in > signed in, confirmed within 10 minutes, at most 30 per hour
GET  /settings/applications      signed in > signed in
POST /settings/applications      signed in > signed in, at most 60 per hour
GET  /admin                      signed in
GET  /admin                      signed in > signed in
GET  /admin/users                signed in > can admin:users
GET  /admin/users/invite         signed in > can admin:users
POST /admin/users/invite         signed in > can admin:users, confirmed within 10 minutes, at most 60 per hour
GET  /admin/users/:id            signed in > can admin:users
POST /admin/users/:id            signed in > can admin:users, confirmed within 10 minutes, at most 60 per minute
GET  /admin/roles                signed in > can admin:roles
POST /admin/roles                signed in > can admin:roles, confirmed within 10 minutes, at most 60 per hour
GET  /admin/roles/:id            signed in > can admin:roles
POST /admin/roles/:id            signed in > can admin:roles, confirmed within 10 minutes, at most 120 per hour
GET  /admin/connections          signed in > can admin:connections
GET  /admin/connections/:id      signed in > can admin:connections
POST /admin/connections/:id      signed in > can admin:connections, confirmed within 10 minutes, at most 60 per hour
GET  /admin/permissions          signed in > can admin:roles
GET  /admin/grants               signed in > can admin:roles
POST /admin/grants               signed in > can admin:roles, confirmed within 10 minutes, at most 60 per minute
GET  /admin/fields               signed in > can admin:roles
POST /admin/fields               signed in > can admin:roles, confirmed within 10 minutes, at most 120 per hour
GET  /admin/audit                signed in > can admin:audit
GET  /admin/audit/export.csv     signed in > can admin:audit, at most 10 per 15 minutes
GET  /admin/sessions             signed in > can admin:sessions
POST /admin/sessions             signed in > can admin:sessions, confirmed within 10 minutes, at most 60 per minute
GET  /admin/why                  signed in > can admin:why
GET  /admin/matrix               signed in > can admin:why
GET  /admin/connections/new      signed in > can admin:connections
POST /admin/connections/new      signed in > can admin:connections, confirmed within 10 minutes, at most 60 per hour
GET  /admin/connections/new-saml signed in > can admin:connections
POST /admin/connections/new-saml signed in > can admin:connections, confirmed within 10 minutes, at most 60 per hour
GET  /admin/connections/:id/saml signed in > can admin:connections
POST /admin/connections/:id/saml signed in > can admin:connections, confirmed within 10 minutes, at most 60 per hour
GET  /admin/connections/new-ldap signed in > can admin:connections
POST /admin/connections/new-ldap signed in > can admin:connections, confirmed within 10 minutes, at most 60 per hour
GET  /admin/clients              signed in > can admin:connections
GET  /admin/clients/new          signed in > can admin:connections
POST /admin/clients/new          signed in > can admin:connections, confirmed within 10 minutes, at most 60 per hour
GET  /admin/clients/:id          signed in > can admin:connections
POST /admin/clients/:id          signed in > can admin:connections, confirmed within 10 minutes, at most 60 per hour
POST /theme                      open: everybody chooses their own light
POST /api/auth/register          open: the way to an account, at most 20 per hour
GET  /api/auth/me                by any credential, services too
GET  /api/projects               by any credential, services too
POST /api/projects               POST: can project:create, by any credential, at most 60 per minute
GET  /api/projects/:id           can project:read on this project, by any credential, services too
POST /api/projects/:id           PATCH: can project:update, DELETE: can project:delete on this project, by any credential, services too, at most 60 per minute
GET  /api/admin/users            can admin:users, by any credential
GET  /api/admin/users/:id        can admin:users, by any credential
POST /api/admin/users/:id        can admin:users, confirmed within 10 minutes, at most 60 per minute
GET  /api/why                    can admin:why, by any credential
GET  /auth/:provider/login       open: the way to a provider, at most 100 per 15 minutes
GET  /auth/:provider/callback    open: the way back from a provider, at most 100 per 15 minutes
GET  /oauth2/authorization/:provider open: the way to a provider, at most 100 per 15 minutes
GET  /login/oauth2/code/:provider open: the way back from a provider, at most 100 per 15 minutes
GET  /api/dashboard              signed in by oauth
GET  /auth/saml/:connection/login open: the way to an identity provider, at most 100 per 15 minutes
GET  /auth/saml/:connection/callback open: says that a response is posted
POST /auth/saml/:connection/callback open: the way back from an identity provider, at most 100 per 15 minutes, posts from other sites (an identity provider's page posts here; what was posted is signed, and counts in the browser that asked)
GET  /auth/saml/:connection/finish open: the end of the way back from an identity provider, at most 100 per 15 minutes
GET  /auth/saml/:connection/metadata open: identity providers read who we are, at most 100 per 15 minutes
GET  /auth/saml/callback         open: says that a response is posted
POST /auth/saml/callback         open: the way back from an identity provider, at most 100 per 15 minutes, posts from other sites (an identity provider's page posts here; what was posted is signed, and counts in the browser that asked)
GET  /settings/directory/:connection signed in
POST /settings/directory/:connection signed in, confirmed within 10 minutes, at most 30 per 15 minutes
GET  /auth/proxy/login           open: the way in through a proxy, at most 100 per 15 minutes
GET  /api/keys                   signed in
POST /api/keys                   signed in, confirmed within 10 minutes, at most 30 per hour
POST /api/keys/rotate            signed in, confirmed within 10 minutes, at most 30 per hour
POST /api/keys/:id               signed in, confirmed within 10 minutes, at most 60 per minute
POST /api/webhooks               open: shows a key of its own, at most 600 per minute
POST /api/auth/login             open: the way in for programs, at most 100 per 15 minutes
POST /api/auth/refresh           open: shows a refresh token, at most 300 per 15 minutes
POST /api/auth/logout            open: signing out is never refused, at most 300 per 15 minutes
GET  /oauth2/authorize           open: the protocol decides, by who is signed in, at most 300 per minute
GET  /oauth2/authorize/:uid      open: the protocol decides, by who is signed in, at most 300 per minute
GET  /oauth2/request/:uid        signed in
POST /oauth2/request/:uid        signed in, at most 60 per minute
GET  /device                     signed in
POST /device                     signed in, at most 30 per hour
GET  /oauth2/logout              open: says that signing out takes a form
POST /oauth2/logout              open: signing out is never refused
POST /oauth2/token               open: applications show who they are with what they post, at most 600 per minute, posts from other sites (programs post here, and nothing that a browser adds by itself counts)
POST /oauth2/revoke              open: applications show who they are with what they post, at most 600 per minute, posts from other sites (programs post here, and nothing that a browser adds by itself counts)
POST /oauth2/introspect          open: applications show who they are with what they post, at most 600 per minute, posts from other sites (programs post here, and nothing that a browser adds by itself counts)
GET  /oauth2/userinfo            open: the token in the header decides, at most 600 per minute
POST /oauth2/userinfo            open: the token in the header decides, at most 600 per minute, posts from other sites (programs post here, and nothing that a browser adds by itself counts)
POST /oauth2/device              open: applications show who they are with what they post, at most 600 per minute, posts from other sites (programs post here, and nothing that a browser adds by itself counts)
GET  /.well-known/jwks.json      open: applications find their way by it, at most 600 per minute
GET  /.well-known/openid-configuration open: applications find their way by it, at most 600 per minute
GET  /.well-known/oauth-authorization-server open: applications find their way by it, at most 600 per minute
GET  /.well-known/oauth-protected-resource/api open: applications find their way by it, at most 600 per minute
GET  /openapi.json               open: describes the API
GET  /docs                       open: describes the API, for people
GET  /redoc                      open: leads to the description of the API
GET  /not-found                  open: an address that leads nowhere
`;

describe("exposure", () => {
  it("AZ02 is exactly what the table says", () => {
    const rows = app
      .listPolicies()
      .map(
        ({ method, path, policy, layouts }) =>
          `${method.padEnd(5)}${path.padEnd(27)} ${[...layouts, policy].join(" > ")}`,
      );
    expect(`\n${rows.join("\n")}\n`).toBe(table);
  });
});
