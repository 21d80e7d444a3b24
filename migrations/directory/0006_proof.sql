-- S1: when the person of a session last gave their password in it. NULL where the version before has opened it: they are asked.
ALTER TABLE sessions ADD COLUMN proved_at TEXT;
