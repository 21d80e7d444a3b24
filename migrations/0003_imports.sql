-- Imports, their rows, and the mails that follow them (spec 5 and 6).

CREATE TABLE imports (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('invalid', 'ready', 'running', 'stopping', 'stopped', 'completed')),
  file_name TEXT NOT NULL,
  file_bytes INTEGER NOT NULL,
  file_sha256 TEXT NOT NULL,
  file_encoding TEXT NOT NULL,
  file_delimiter TEXT NOT NULL CHECK (file_delimiter IN (',', ';', char(9))),
  -- What the file is read as where it is not UTF-8 (F4): the same bytes must read the same again.
  fallback_encoding TEXT NOT NULL,
  -- The headers that the file has, by column key, for naming problems.
  headers TEXT NOT NULL CHECK (json_valid(headers)),
  services TEXT NOT NULL CHECK (json_valid(services)),
  passwords TEXT NOT NULL CHECK (passwords IN ('users', 'recipient', 'none')),
  password_recipient TEXT,
  notify_email TEXT,
  -- Extensions that the rows ask for: none of them is given to a row that asks for none (I3).
  asked_extensions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(asked_extensions)),
  row_count INTEGER NOT NULL,
  created INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  pending INTEGER NOT NULL,
  not_attempted INTEGER NOT NULL DEFAULT 0,
  errors INTEGER NOT NULL,
  warnings INTEGER NOT NULL,
  rows_will_fail INTEGER NOT NULL,
  notices TEXT NOT NULL CHECK (json_valid(notices)),
  -- Raised by every change to a draft, so that two people who correct at once lose nothing.
  revision INTEGER NOT NULL DEFAULT 1,
  started_by TEXT NOT NULL,
  started_from TEXT,
  created_at TEXT NOT NULL,
  touched_at TEXT NOT NULL,
  started_at TEXT,
  settled_at TEXT,
  finished_at TEXT,
  dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1)),
  -- When the upload and the rows were deleted (S9); the counts stay.
  purged_at TEXT,
  cost TEXT NOT NULL CHECK (json_valid(cost)),
  mail_cost TEXT NOT NULL CHECK (json_valid(mail_cost)),
  CHECK (created + failed + pending + not_attempted = row_count),
  CHECK ((passwords = 'recipient') = (password_recipient IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX imports_account ON imports (account, id);
CREATE INDEX imports_to_purge ON imports (finished_at) WHERE finished_at IS NOT NULL AND purged_at IS NULL;
CREATE INDEX imports_drafts ON imports (touched_at) WHERE state IN ('invalid', 'ready');
-- I1, whatever the account's object believes.
CREATE UNIQUE INDEX imports_one_active ON imports (account) WHERE state IN ('running', 'stopping');

CREATE TABLE import_rows (
  import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('pending', 'created', 'failed', 'not_attempted')),
  -- Texts after F9 and corrections by column key, without the PIN.
  cells TEXT NOT NULL CHECK (json_valid(cells)),
  -- Texts that were corrected in Muster, by column key; a corrected PIN stands as "" here and sealed in pin.
  corrections TEXT CHECK (json_valid(corrections)),
  -- What the row asks for once it is free of errors, and its address as it is compared.
  wanted TEXT CHECK (json_valid(wanted)),
  email_key TEXT,
  -- AES-GCM (M8).
  pin TEXT,
  -- Errors and warnings of the row, as the API shows them.
  problems TEXT CHECK (json_valid(problems)),
  code TEXT,
  message TEXT,
  user_id TEXT,
  extension TEXT,
  revision INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (import_id, row),
  CHECK ((outcome = 'created') = (user_id IS NOT NULL)),
  CHECK ((outcome = 'failed') = (code IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE mails (
  -- Made from the user, the kind and the version of what it carries, so that each is recorded once (M4).
  id TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('password', 'welcome', 'voicemail_pin', 'password_changed', 'invitation',
                                     'admin_reset', 'import_finished', 'webhook_disabled')),
  to_address TEXT NOT NULL,
  user_id TEXT,
  import_id TEXT,
  link_id TEXT,
  password_version INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'failed', 'cancelled')),
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at TEXT NOT NULL,
  lease TEXT,
  leased_until TEXT,
  last_error TEXT,
  created_at TEXT NOT NULL,
  sent_at TEXT,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mails_pending ON mails (account, due_at) WHERE state = 'pending';

CREATE TABLE idempotency_keys (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  import_id TEXT,
  -- NULL while the first request is being answered.
  status INTEGER,
  code TEXT,
  claimed_at TEXT NOT NULL,
  PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;

-- What the simulated mail binding was given; written in development only.
CREATE TABLE dev_outbox (
  id TEXT PRIMARY KEY,
  mail_id TEXT NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  to_address TEXT NOT NULL,
  from_address TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX dev_outbox_to ON dev_outbox (to_address, id);
