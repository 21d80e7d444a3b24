-- S1: what an administrator may do in the account. Whoever was one before roles existed may do everything, and so may
-- whomever the version before invites.
ALTER TABLE administrators ADD COLUMN role TEXT NOT NULL DEFAULT 'owner' CHECK (role IN ('owner', 'importer', 'viewer'));
