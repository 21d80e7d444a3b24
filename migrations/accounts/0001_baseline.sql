-- The own things of the accounts: inventory (spec 1), imports and mails (spec 5 and 6), and the audit of all that. Each account
-- lies whole in one database (O6). Who may ask stands in the directory. Times are RFC 3339 texts in UTC. *_key columns
-- hold the case-folded name.

-- Every guarded batch begins by writing its expectation here: where it does not hold, the CHECK undoes the whole batch.
CREATE TABLE assertions (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ok INTEGER NOT NULL CONSTRAINT assertion_holds CHECK (ok = 1)
) STRICT;

CREATE TABLE accounts (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 2 AND 40 AND id NOT GLOB '*[^a-z0-9-]*'),
  name TEXT NOT NULL,
  silent_mode INTEGER NOT NULL CHECK (silent_mode IN (0, 1)),
  extension_length INTEGER NOT NULL CHECK (extension_length BETWEEN 3 AND 6),
  reserved_extensions TEXT NOT NULL CHECK (json_valid(reserved_extensions)),
  retention_days INTEGER NOT NULL CHECK (retention_days > 0),
  self_service TEXT NOT NULL CHECK (json_valid(self_service)),
  -- Raised by every write on users, numbers, licences, locations, services and reserved extensions.
  revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0),
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE services (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  service TEXT NOT NULL CHECK (service IN ('connect', 'meet', 'share')),
  PRIMARY KEY (account, service)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriptions (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  type_key TEXT NOT NULL,
  type TEXT NOT NULL CHECK (length(type) BETWEEN 1 AND 128 AND instr(type, '/') = 0),
  total INTEGER NOT NULL CHECK (total >= 0),
  used INTEGER NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND total),
  -- The order in which the operator gave them.
  position INTEGER NOT NULL CHECK (position >= 0),
  PRIMARY KEY (account, type_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE locations (
  id TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 128 AND instr(name, '/') = 0),
  name_key TEXT NOT NULL,
  country TEXT NOT NULL CHECK (country GLOB '[A-Z][A-Z]'),
  address TEXT NOT NULL,
  main INTEGER NOT NULL CHECK (main IN (0, 1)),
  PRIMARY KEY (account, id),
  UNIQUE (account, name_key)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX locations_one_main ON locations (account) WHERE main = 1;

CREATE TABLE users (
  serial INTEGER PRIMARY KEY,
  -- Made from the import and the row, so that no row can become a second user (I5).
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  display_name TEXT NOT NULL,
  services TEXT NOT NULL CHECK (json_valid(services)),
  license_key TEXT,
  primary_phone TEXT,
  additional_phones TEXT NOT NULL CHECK (json_valid(additional_phones)),
  extension TEXT CHECK (extension GLOB '[1-9]*' AND extension NOT GLOB '*[^0-9]*'),
  location_id TEXT,
  first_name TEXT,
  last_name TEXT,
  job_title TEXT,
  department TEXT,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  -- AES-GCM, never readable here (M8).
  pin TEXT,
  pin_made INTEGER NOT NULL DEFAULT 0 CHECK (pin_made IN (0, 1)),
  -- 0: no password yet. The check is a keyed hash, the password itself is kept nowhere (M1).
  password_version INTEGER NOT NULL DEFAULT 0 CHECK (password_version >= 0),
  password_check TEXT,
  password_expires_at TEXT,
  import_id TEXT,
  created_at TEXT NOT NULL,
  FOREIGN KEY (account, license_key) REFERENCES subscriptions (account, type_key),
  FOREIGN KEY (account, location_id) REFERENCES locations (account, id)
) STRICT;
CREATE UNIQUE INDEX users_email ON users (account, email_key);
CREATE UNIQUE INDEX users_extension ON users (account, extension) WHERE extension IS NOT NULL;
-- Behind the foreign keys: whether anybody has a licence or is at a location is told without reading all users.
CREATE INDEX users_with_license ON users (account, license_key) WHERE license_key IS NOT NULL;
CREATE INDEX users_at_location ON users (account, location_id) WHERE location_id IS NOT NULL;
-- The numbers that are assigned are listed by the users who have them.
CREATE INDEX users_with_numbers ON users (account, email_key) WHERE primary_phone IS NOT NULL;

-- A user as people see them: the names of their licence type and location, and the serial that a search pages by.
CREATE VIEW users_shown AS
SELECT users.serial, users.id, users.account, users.email, users.email_key, users.display_name, users.services,
       subscriptions.type AS license_type, users.primary_phone, users.additional_phones, users.extension,
       locations.name AS location, users.first_name, users.last_name, users.job_title, users.department, users.settings,
       users.created_at, users.import_id
FROM users
LEFT JOIN subscriptions ON subscriptions.account = users.account AND subscriptions.type_key = users.license_key
LEFT JOIN locations ON locations.account = users.account AND locations.id = users.location_id;

CREATE TABLE numbers (
  serial INTEGER PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  e164 TEXT NOT NULL CHECK (e164 GLOB '+[1-9]*' AND substr(e164, 2) NOT GLOB '*[^0-9]*'),
  toll_free INTEGER NOT NULL CHECK (toll_free IN (0, 1)),
  -- NULL: parked. Who else is named is a user of the account, see the triggers below.
  user_id TEXT,
  UNIQUE (account, e164)
) STRICT;
CREATE INDEX numbers_parked ON numbers (account, e164) WHERE user_id IS NULL;
CREATE INDEX numbers_toll_free ON numbers (account, e164) WHERE toll_free = 1;

-- How many users and numbers an account has, kept with every write that changes it: nobody counts 100,000 for a page.
CREATE TABLE inventory_counts (
  account TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  users INTEGER NOT NULL DEFAULT 0 CHECK (users >= 0),
  parked INTEGER NOT NULL DEFAULT 0 CHECK (parked >= 0),
  -- Of those that are parked. None of them can be a primary number.
  parked_toll_free INTEGER NOT NULL DEFAULT 0 CHECK (parked_toll_free BETWEEN 0 AND parked),
  assigned INTEGER NOT NULL DEFAULT 0 CHECK (assigned >= 0),
  -- Parked or assigned.
  toll_free INTEGER NOT NULL DEFAULT 0 CHECK (toll_free BETWEEN parked_toll_free AND parked + assigned)
) STRICT, WITHOUT ROWID;

-- Each trigger stands on one line and does one thing: D1 splits a migration itself, see test/migrations.test.ts.
CREATE TRIGGER inventory_counts_begin AFTER INSERT ON accounts BEGIN INSERT INTO inventory_counts (account) VALUES (new.id); END;

-- A number that is assigned has a user of its account, and a user who has numbers does not go. A foreign key would say the
-- same, but the index behind it would cost one row written for each number of an import, a sixth of all that it writes. The
-- users name their numbers themselves, so that these are found by their own key.
CREATE TRIGGER numbers_inserted_for AFTER INSERT ON numbers WHEN new.user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users WHERE id = new.user_id AND account = new.account) BEGIN SELECT RAISE(ABORT, 'number of nobody'); END;
CREATE TRIGGER numbers_assigned_to AFTER UPDATE OF user_id ON numbers WHEN new.user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users WHERE id = new.user_id AND account = new.account) BEGIN SELECT RAISE(ABORT, 'number of nobody'); END;
CREATE TRIGGER users_with_numbers_stay BEFORE DELETE ON users WHEN EXISTS (SELECT 1 FROM numbers WHERE account = old.account AND user_id = old.id AND e164 IN (SELECT old.primary_phone UNION ALL SELECT value FROM json_each(old.additional_phones))) BEGIN SELECT RAISE(ABORT, 'user has numbers'); END;

-- Finding any part of a name, an address, a number or an extension among 100,000 without reading them all. The account
-- stands in the index between bars, so that it is found whole. A search never leaves its account.
CREATE VIRTUAL TABLE users_search USING fts5 (
  account, display_name, email, phones, extension,
  content = '', columnsize = 0, tokenize = 'trigram remove_diacritics 1'
);
CREATE TRIGGER users_search_insert AFTER INSERT ON users BEGIN INSERT INTO users_search (rowid, account, display_name, email, phones, extension) VALUES (new.serial, '|' || new.account || '|', new.display_name, new.email, coalesce(new.primary_phone, '') || new.additional_phones, new.extension); END;
-- An index without contents is told what it held. It hears of a change before and after, since one trigger does one thing.
CREATE TRIGGER users_search_delete AFTER DELETE ON users BEGIN INSERT INTO users_search (users_search, rowid, account, display_name, email, phones, extension) VALUES ('delete', old.serial, '|' || old.account || '|', old.display_name, old.email, coalesce(old.primary_phone, '') || old.additional_phones, old.extension); END;
CREATE TRIGGER users_search_forget BEFORE UPDATE OF display_name, email, primary_phone, additional_phones, extension ON users BEGIN INSERT INTO users_search (users_search, rowid, account, display_name, email, phones, extension) VALUES ('delete', old.serial, '|' || old.account || '|', old.display_name, old.email, coalesce(old.primary_phone, '') || old.additional_phones, old.extension); END;
CREATE TRIGGER users_search_learn AFTER UPDATE OF display_name, email, primary_phone, additional_phones, extension ON users BEGIN INSERT INTO users_search (rowid, account, display_name, email, phones, extension) VALUES (new.serial, '|' || new.account || '|', new.display_name, new.email, coalesce(new.primary_phone, '') || new.additional_phones, new.extension); END;

CREATE VIRTUAL TABLE numbers_search USING fts5 (account, e164, kind, content = '', columnsize = 0, tokenize = 'trigram');
CREATE TRIGGER numbers_search_insert AFTER INSERT ON numbers BEGIN INSERT INTO numbers_search (rowid, account, e164, kind) VALUES (new.serial, '|' || new.account || '|', new.e164, iif(new.toll_free, 'toll_free', NULL)); END;
CREATE TRIGGER numbers_search_delete AFTER DELETE ON numbers BEGIN INSERT INTO numbers_search (numbers_search, rowid, account, e164, kind) VALUES ('delete', old.serial, '|' || old.account || '|', old.e164, iif(old.toll_free, 'toll_free', NULL)); END;

CREATE TABLE imports (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('invalid', 'ready', 'running', 'stopping', 'stopped', 'completed')),
  file_name TEXT NOT NULL,
  file_bytes INTEGER NOT NULL CHECK (file_bytes >= 0),
  file_sha256 TEXT NOT NULL,
  file_encoding TEXT NOT NULL,
  file_delimiter TEXT NOT NULL CHECK (file_delimiter IN (',', char(59), char(9))),
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
  row_count INTEGER NOT NULL CHECK (row_count >= 0),
  created INTEGER NOT NULL DEFAULT 0 CHECK (created >= 0),
  failed INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0),
  pending INTEGER NOT NULL CHECK (pending >= 0),
  not_attempted INTEGER NOT NULL DEFAULT 0 CHECK (not_attempted >= 0),
  errors INTEGER NOT NULL CHECK (errors >= 0),
  warnings INTEGER NOT NULL CHECK (warnings >= 0),
  rows_will_fail INTEGER NOT NULL CHECK (rows_will_fail >= 0),
  notices TEXT NOT NULL CHECK (json_valid(notices)),
  -- Fencing: each time that the watchdog takes an import on anew, it raises the epoch. A message, a dead letter or a late
  -- consumer of an older epoch does nothing any more.
  epoch INTEGER NOT NULL DEFAULT 1 CHECK (epoch >= 1),
  -- Raised by every change to a draft, so that two people who correct at once lose nothing.
  revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
  started_by TEXT NOT NULL,
  started_from TEXT,
  created_at TEXT NOT NULL,
  touched_at TEXT NOT NULL,
  started_at TEXT,
  settled_at TEXT,
  finished_at TEXT,
  dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1)),
  -- When the upload and the rows were deleted (S9). The counts stay.
  purged_at TEXT,
  cost TEXT NOT NULL CHECK (json_valid(cost)),
  mail_cost TEXT NOT NULL CHECK (json_valid(mail_cost)),
  CHECK (created + failed + pending + not_attempted = row_count),
  CHECK ((state IN ('stopped', 'completed')) = (finished_at IS NOT NULL)),
  CHECK ((passwords = 'recipient') = (password_recipient IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX imports_account ON imports (account, id);
CREATE INDEX imports_to_purge ON imports (finished_at) WHERE finished_at IS NOT NULL AND purged_at IS NULL;
CREATE INDEX imports_drafts ON imports (touched_at) WHERE state IN ('invalid', 'ready');
-- I1, whatever the object of the account believes.
CREATE UNIQUE INDEX imports_one_active ON imports (account) WHERE state IN ('running', 'stopping');

CREATE TABLE import_rows (
  import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  row INTEGER NOT NULL CHECK (row >= 1),
  outcome TEXT NOT NULL CHECK (outcome IN ('pending', 'created', 'failed', 'not_attempted')),
  -- Texts after F9 and corrections by column key, without the PIN.
  cells TEXT NOT NULL CHECK (json_valid(cells)),
  -- Texts that were corrected in Muster, by column key. A corrected PIN is empty here, and sealed in pin.
  corrections TEXT CHECK (json_valid(corrections)),
  -- What the row asks for once it is free of errors, and its address as it is compared.
  wanted TEXT CHECK (json_valid(wanted)),
  email_key TEXT,
  -- AES-GCM (M8).
  pin TEXT,
  -- Errors and warnings of the row: codes, and what they say of this case. Words are made for whoever reads them.
  problems TEXT CHECK (json_valid(problems)),
  -- Why the row was not created, likewise.
  code TEXT,
  params TEXT CHECK (json_valid(params)),
  user_id TEXT,
  extension TEXT,
  revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
  PRIMARY KEY (import_id, row),
  CHECK ((outcome = 'created') = (user_id IS NOT NULL)),
  CHECK ((outcome = 'failed') = (code IS NOT NULL)),
  CHECK ((code IS NULL) = (params IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE mails (
  -- Made from the user, the kind and the version of what it carries, so that each is recorded once (M4).
  id TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  -- Which kinds there are is known to the code alone. A list here would have this table made anew for each new one.
  kind TEXT NOT NULL,
  to_address TEXT NOT NULL,
  user_id TEXT,
  import_id TEXT,
  link_id TEXT,
  -- What a mail is about, where no other table tells it: the address of a webhook that was switched off.
  about TEXT,
  password_version INTEGER NOT NULL DEFAULT 0 CHECK (password_version >= 0),
  state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'failed', 'cancelled')),
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  due_at TEXT NOT NULL,
  -- The minute that a mail has been given, of an address that gets many of them. No other mail may be sent in it.
  slot TEXT,
  lease TEXT,
  leased_until TEXT,
  last_error TEXT,
  created_at TEXT NOT NULL,
  sent_at TEXT,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mails_pending ON mails (account, due_at) WHERE state = 'pending';
-- Lists by id of what is rare among 100,000 mails. The ordinary mail is in none of them and costs no write more.
CREATE INDEX mails_failed ON mails (account, id) WHERE state = 'failed';
CREATE INDEX mails_cancelled ON mails (account, id) WHERE state = 'cancelled';
CREATE INDEX mails_rare ON mails (account, kind, id) WHERE kind NOT IN ('password', 'welcome');

-- How many mails of an account were handed over on its last day with any (S6). A day is one of UTC.
CREATE TABLE mail_days (
  account TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  mails INTEGER NOT NULL CHECK (mails >= 0)
) STRICT, WITHOUT ROWID;

-- From when on an address that gets many mails of an account has room for another one, and how
-- many it has been given of the minute in which it was last given any (M2).
CREATE TABLE mail_paces (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  free_at TEXT NOT NULL,
  -- Empty until it has been given any.
  minute TEXT NOT NULL DEFAULT '',
  taken INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),
  PRIMARY KEY (account, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_paces_end ON mail_paces (free_at);

CREATE TABLE idempotency_keys (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  -- What the request made: an import or a user, never both.
  import_id TEXT,
  user_id TEXT,
  -- What the request came to: done, or the code of its failure. NULL while it is being answered.
  ending TEXT,
  claimed_at TEXT NOT NULL,
  PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_age ON idempotency_keys (claimed_at);

-- What the simulated mail binding was given. Written in development only.
CREATE TABLE dev_outbox (
  id TEXT PRIMARY KEY,
  mail_id TEXT NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  to_address TEXT NOT NULL,
  from_address TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX dev_outbox_to ON dev_outbox (to_address, id);

-- How far a sweep that goes on in bounded steps has come.
CREATE TABLE sweeps (
  name TEXT PRIMARY KEY,
  position TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who did what to the things of an account (S8). No password, token or PIN stands here.
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
-- What one person did, what was done of one kind, and both, newest first among 100,000 entries.
CREATE INDEX audit_action ON audit (account, action, id);
CREATE INDEX audit_who ON audit (account, who, id);
CREATE INDEX audit_who_action ON audit (account, who, action, id);

-- An entry with the name of what it is about, where that is still there.
CREATE VIEW activity AS
SELECT audit.id, audit.account, audit.at, audit.who, audit.address, audit.action, audit.subject, audit.detail,
       coalesce(
         (SELECT imports.file_name FROM imports
          WHERE audit.action GLOB 'import.*' AND imports.id = audit.subject AND imports.account = audit.account),
         (SELECT users.display_name FROM users
          WHERE audit.action GLOB 'users.*' AND users.id = audit.subject AND users.account = audit.account),
         (SELECT mails.to_address FROM mails
          WHERE audit.action = 'mails.retry' AND mails.id = audit.subject AND mails.account = audit.account)
       ) AS about
FROM audit;
