-- S8: by what the person of a session signed in, for the audit of the accounts that they choose in it. NULL where the version before has opened it.
ALTER TABLE sessions ADD COLUMN signed_in_by TEXT;
