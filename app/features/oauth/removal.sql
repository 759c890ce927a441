-- What only this feature understood. People keep their accounts: whoever has no password asks for one at /forgot-password.

-- Whoever signed in this way is signed out.
DELETE FROM auth.sessions WHERE method = 'oauth';
-- Roles that only groups elsewhere gave would otherwise be theirs for ever.
DELETE FROM auth.memberships USING auth.identity_roles
  WHERE memberships.user_id = identity_roles.user_id AND memberships.role_id = identity_roles.role_id;
DELETE FROM auth.identities;
-- People who are on their way there, or back.
DELETE FROM auth.sign_in_flows;
DELETE FROM auth.held_identities;
DELETE FROM auth.connections WHERE kind IN ('openid', 'oauth2');
DELETE FROM auth.connection_results;
