-- S1: second factors. What an authenticator app shares with us is sealed. Of its codes none is taken whose step of time is not
-- later than last_step.
CREATE TABLE factors (
  id TEXT PRIMARY KEY,
  email_key TEXT NOT NULL REFERENCES people (email_key),
  -- Which kinds there are is known to the code alone.
  kind TEXT NOT NULL,
  secret TEXT NOT NULL,
  last_step INTEGER NOT NULL DEFAULT 0 CHECK (last_step >= 0),
  created_at TEXT NOT NULL,
  last_used_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX factors_person ON factors (email_key);

-- Codes for whoever has lost their factor, each good for once: one that is used is gone.
CREATE TABLE recovery_codes (
  email_key TEXT NOT NULL REFERENCES people (email_key),
  hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (email_key, hash)
) STRICT, WITHOUT ROWID;

-- Who has given their password, and owes their factor. It is no session, so that the version before lets nobody in by it.
CREATE TABLE sign_ins (
  id_hash TEXT PRIMARY KEY,
  email_key TEXT NOT NULL REFERENCES people (email_key),
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_ins_person ON sign_ins (email_key);
CREATE INDEX sign_ins_age ON sign_ins (created_at);

-- Whether Cloudflare Access has vouched for whoever came in: of them no factor of ours is demanded.
ALTER TABLE sessions ADD COLUMN by_access INTEGER NOT NULL DEFAULT 0 CHECK (by_access IN (0, 1));
-- Whether the account demands a second factor of everybody: a copy, like the name, and of the same revision.
ALTER TABLE places ADD COLUMN require_factor INTEGER NOT NULL DEFAULT 0 CHECK (require_factor IN (0, 1));
