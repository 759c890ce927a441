-- What only this feature understood. People keep their accounts: whoever has no password asks for one at /forgot-password.

-- Whoever came in by the proxy is signed out.
DELETE FROM auth.sessions WHERE method = 'proxy';
-- Roles that only groups there gave would otherwise be theirs for ever.
DELETE FROM auth.memberships USING auth.identity_roles, auth.identities
  WHERE memberships.user_id = identity_roles.user_id AND memberships.role_id = identity_roles.role_id
    AND identities.id = identity_roles.identity_id AND identities.kind = 'proxy';
DELETE FROM auth.identities WHERE kind = 'proxy';
-- What waits to be connected would wait for nothing.
DELETE FROM auth.held_identities WHERE connection = 'proxy';
DELETE FROM auth.connection_results WHERE connection = 'proxy';
