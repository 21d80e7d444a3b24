-- The directory: where each account lives, and who may ask (spec 9, O6). It lies in one database, whatever happens to the
-- accounts: nothing here refers to a table of theirs, and no statement here goes into a transaction of theirs.
-- Times are RFC 3339 texts in UTC. Secrets stand here only as hashes.

-- Which accounts there are, what people call them, and which database holds them. The name is a copy for whoever chooses
-- among accounts. A write of a name at an older revision of the account changes nothing.
CREATE TABLE places (
  account TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_revision INTEGER NOT NULL DEFAULT 0 CHECK (name_revision >= 0),
  -- The binding of the database.
  database TEXT NOT NULL DEFAULT 'DB',
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
  email_key TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  -- NULL until an invitation has been followed.
  password_hash TEXT,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE administrators (
  account TEXT NOT NULL REFERENCES places (account) ON DELETE CASCADE,
  email_key TEXT NOT NULL REFERENCES people (email_key),
  -- The address as it was written for this account: how somebody wrote it elsewhere is not told here.
  email TEXT NOT NULL,
  created_at TEXT NOT NULL,
  -- NULL until the person first came into the account, whether or not they are known elsewhere (S1).
  joined_at TEXT,
  PRIMARY KEY (account, email_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX administrators_person ON administrators (email_key);

CREATE TABLE sessions (
  id_hash TEXT PRIMARY KEY,
  email_key TEXT NOT NULL REFERENCES people (email_key),
  -- NULL until a person with several accounts has chosen one.
  account TEXT REFERENCES places (account) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_person ON sessions (email_key);
CREATE INDEX sessions_account ON sessions (account) WHERE account IS NOT NULL;
CREATE INDEX sessions_age ON sessions (created_at);

-- One-time links of invitations and password resets. The token is derived when the mail is rendered.
CREATE TABLE links (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'admin_reset')),
  email_key TEXT NOT NULL REFERENCES people (email_key),
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX links_person ON links (email_key);
CREATE INDEX links_end ON links (expires_at);

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES places (account) ON DELETE CASCADE,
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
  used INTEGER NOT NULL CHECK (used >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX rate_windows_end ON rate_windows (ends_at);

-- Who did what to the things of the directory (S8). What is done to the own things of an account stands with these.
CREATE TABLE directory_audit (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  address TEXT,
  action TEXT NOT NULL,
  subject TEXT,
  detail TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_audit_account ON directory_audit (account, id);
CREATE INDEX directory_audit_action ON directory_audit (account, action, id);
CREATE INDEX directory_audit_who ON directory_audit (account, who, id);
CREATE INDEX directory_audit_who_action ON directory_audit (account, who, action, id);
