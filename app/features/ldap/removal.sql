-- What only this feature understood. People keep their accounts: whoever has no password asks for one at /forgot-password.

-- Whoever signed in this way is signed out.
DELETE FROM auth.sessions WHERE method = 'ldap';
-- Roles that only groups of a directory gave would otherwise be theirs for ever.
DELETE FROM auth.memberships USING auth.identity_roles, auth.identities
  WHERE memberships.user_id = identity_roles.user_id AND memberships.role_id = identity_roles.role_id
    AND identities.id = identity_roles.identity_id AND identities.kind = 'ldap';
DELETE FROM auth.identities WHERE kind = 'ldap';
-- What somebody of a directory wants to connect; whoever waits for another place begins again.
DELETE FROM auth.held_identities;
DELETE FROM auth.connection_results WHERE connection LIKE 'ldap-%';
DELETE FROM auth.connections WHERE kind = 'ldap';
