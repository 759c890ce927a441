-- What only this feature understood. People keep their accounts and their browsers' sessions.

-- Programs are signed out: nothing could renew or show their sessions any more.
DELETE FROM auth.sessions WHERE client IS NOT NULL;
