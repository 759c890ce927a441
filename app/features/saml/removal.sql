-- What only this feature understood. People keep their accounts: whoever has no password asks for one at /forgot-password.

-- Whoever signed in this way is signed out.
DELETE FROM auth.sessions WHERE method = 'saml';
-- Roles that only groups elsewhere gave would otherwise be theirs for ever.
DELETE FROM auth.memberships USING auth.identity_roles, auth.identities
  WHERE memberships.user_id = identity_roles.user_id AND memberships.role_id = identity_roles.role_id
    AND identities.id = identity_roles.identity_id AND identities.kind = 'saml';
DELETE FROM auth.identities WHERE kind = 'saml';
-- Whoever is on their way there, or back, begins again.
DELETE FROM auth.sign_in_flows WHERE connection LIKE 'saml-%';
DELETE FROM auth.held_identities WHERE connection LIKE 'saml-%';
DELETE FROM auth.connections WHERE kind = 'saml';
DELETE FROM auth.connection_results WHERE connection LIKE 'saml-%';
