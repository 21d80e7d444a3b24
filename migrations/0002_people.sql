-- Who may ask (spec 9). Secrets stand here only as hashes.

CREATE TABLE people (
  email_key TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  -- NULL until an invitation has been followed.
  password_hash TEXT,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE administrators (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  email_key TEXT NOT NULL REFERENCES people (email_key),
  created_at TEXT NOT NULL,
  PRIMARY KEY (account, email_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX administrators_person ON administrators (email_key);

CREATE TABLE sessions (
  id_hash TEXT PRIMARY KEY,
  email_key TEXT NOT NULL REFERENCES people (email_key),
  -- NULL until a person with several accounts has chosen one.
  account TEXT REFERENCES accounts (id) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_person ON sessions (email_key);

-- One-time links of invitations and password resets; the token is derived when the mail is rendered.
CREATE TABLE links (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'admin_reset')),
  email_key TEXT NOT NULL REFERENCES people (email_key),
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('write', 'read')),
  expires_at TEXT,
  last_used_at TEXT,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_account ON tokens (account, id);

-- Exact counts for rate limits (S6): one window per key, begun anew when it has passed.
CREATE TABLE rate_windows (
  key TEXT PRIMARY KEY,
  ends_at TEXT NOT NULL,
  used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  address TEXT,
  action TEXT NOT NULL,
  subject TEXT,
  detail TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_account ON audit (account, id);
