-- S1: whether the account demands a second factor of everybody who administers it.
ALTER TABLE accounts ADD COLUMN require_factor INTEGER NOT NULL DEFAULT 0 CHECK (require_factor IN (0, 1));
