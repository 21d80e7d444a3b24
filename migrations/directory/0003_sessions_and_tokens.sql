-- S1, S2: what a person needs to tell their sessions and tokens apart. NULL where the version before has made them.
ALTER TABLE sessions ADD COLUMN browser TEXT;
ALTER TABLE sessions ADD COLUMN address TEXT;
-- The key of the address of whoever made a token, or operator. With an administrator their tokens go.
ALTER TABLE tokens ADD COLUMN created_by TEXT;
ALTER TABLE tokens ADD COLUMN last_used_from TEXT;
