-- Room for what the desk needs: rows that are skipped, imports that are undone, drafts that come back, mails that wait for a
-- time or a person, or bounced. SQLite changes a CHECK only by making its table anew, so imports,
-- their rows and mails are made anew here, once for all of it. Copies are filled first, the rows before their imports go, so
-- that nothing is deleted along with what it belongs to. The version before finds every column that it knows, and what it
-- writes has only defaults in the others.
-- No list of states or outcomes stands in a CHECK any more. Triggers hold those of spec 5, and can be replaced at no cost.

-- It names imports and mails, which are gone for a moment.
DROP VIEW activity;

CREATE TABLE imports_anew (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_bytes INTEGER NOT NULL CHECK (file_bytes >= 0),
  file_sha256 TEXT NOT NULL,
  file_encoding TEXT NOT NULL,
  file_delimiter TEXT NOT NULL CHECK (file_delimiter IN (',', char(59), char(9))),
  -- For the version before alone, as a default for what is not read by a named encoding (F4).
  fallback_encoding TEXT NOT NULL,
  -- The headers that the file has, by column key, for naming problems.
  headers TEXT NOT NULL CHECK (json_valid(headers)),
  services TEXT NOT NULL CHECK (json_valid(services)),
  passwords TEXT NOT NULL,
  password_recipient TEXT,
  notify_email TEXT,
  -- What becomes of a row whose address an existing user has: it fails, or is skipped.
  existing TEXT NOT NULL DEFAULT 'fail',
  -- When the mails of its users go: now, at mails_at, or when somebody releases them. From mails_released_at on none waits.
  mails TEXT NOT NULL DEFAULT 'now',
  mails_at TEXT,
  mails_released_at TEXT,
  -- Extensions that the rows ask for: none of them is given to a row that asks for none (I3).
  asked_extensions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(asked_extensions)),
  row_count INTEGER NOT NULL CHECK (row_count >= 0),
  created INTEGER NOT NULL DEFAULT 0 CHECK (created >= 0),
  failed INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0),
  pending INTEGER NOT NULL CHECK (pending >= 0),
  not_attempted INTEGER NOT NULL DEFAULT 0 CHECK (not_attempted >= 0),
  skipped INTEGER NOT NULL DEFAULT 0 CHECK (skipped >= 0),
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone >= 0),
  -- Of those created: the ones that an undo has looked at and left, each with its reason.
  kept INTEGER NOT NULL DEFAULT 0 CHECK (kept BETWEEN 0 AND created),
  errors INTEGER NOT NULL CHECK (errors >= 0),
  warnings INTEGER NOT NULL CHECK (warnings >= 0),
  rows_will_fail INTEGER NOT NULL CHECK (rows_will_fail >= 0),
  rows_will_skip INTEGER NOT NULL DEFAULT 0 CHECK (rows_will_skip >= 0),
  notices TEXT NOT NULL CHECK (json_valid(notices)),
  -- What was chosen for reading the file, so that the same bytes read the same again. NULL: read by fallback_encoding alone.
  reading TEXT CHECK (json_valid(reading)),
  -- Every column of the file as it was read, in its order.
  columns TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(columns)),
  -- What reading a draft has found besides its rows: problems of headers and of whole rows, questions, notices.
  found TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(found)),
  -- How many questions nobody has answered yet. Nothing is created before each of them is.
  open_questions INTEGER NOT NULL DEFAULT 0 CHECK (open_questions >= 0 AND (open_questions = 0 OR state IN ('invalid', 'ready'))),
  -- Fencing: each time that the watchdog takes an import or its undo on anew, and when an undo begins, it is raised. A message,
  -- a dead letter or a late consumer of an older epoch does nothing any more.
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
  -- When the undo began and was done, and by whom it was asked for.
  undo_started_at TEXT,
  undo_started_by TEXT,
  undone_at TEXT,
  dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1)),
  -- When a draft was thrown away. It comes back as long as it is here, and cannot be started meanwhile.
  deleted_at TEXT CHECK (deleted_at IS NULL OR state IN ('invalid', 'ready')),
  -- When the upload and the rows were deleted (S9). The counts stay.
  purged_at TEXT,
  cost TEXT NOT NULL CHECK (json_valid(cost)),
  mail_cost TEXT NOT NULL CHECK (json_valid(mail_cost)),
  CHECK (created + failed + pending + not_attempted + skipped + undone = row_count),
  CHECK ((state IN ('invalid', 'ready', 'running', 'stopping')) = (finished_at IS NULL)),
  CHECK ((state = 'undone') = (undone_at IS NOT NULL)),
  CHECK ((passwords = 'recipient') = (password_recipient IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO imports_anew (id, account, state, file_name, file_bytes, file_sha256, file_encoding, file_delimiter,
    fallback_encoding, headers, services, passwords, password_recipient, notify_email, asked_extensions, row_count, created,
    failed, pending, not_attempted, errors, warnings, rows_will_fail, notices, reading, columns, found, open_questions, epoch,
    revision, started_by, started_from, created_at, touched_at, started_at, settled_at, finished_at, dismissed, purged_at,
    cost, mail_cost)
  SELECT id, account, state, file_name, file_bytes, file_sha256, file_encoding, file_delimiter,
    fallback_encoding, headers, services, passwords, password_recipient, notify_email, asked_extensions, row_count, created,
    failed, pending, not_attempted, errors, warnings, rows_will_fail, notices, reading, columns, found, open_questions, epoch,
    revision, started_by, started_from, created_at, touched_at, started_at, settled_at, finished_at, dismissed, purged_at,
    cost, mail_cost
  FROM imports;

CREATE TABLE import_rows_anew (
  import_id TEXT NOT NULL REFERENCES imports_anew (id) ON DELETE CASCADE,
  row INTEGER NOT NULL CHECK (row >= 1),
  outcome TEXT NOT NULL,
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
  -- Why the row was not created, or was skipped, or why an undo left its user, likewise.
  code TEXT,
  params TEXT CHECK (json_valid(params)),
  -- Whom it created, whom it would have been where it was skipped, or who was removed again when it was undone.
  user_id TEXT,
  extension TEXT,
  -- The primary number that a row got, which may be one that the row did not name (I14).
  primary_phone TEXT,
  revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
  PRIMARY KEY (import_id, row),
  CHECK ((outcome IN ('pending', 'failed', 'not_attempted')) = (user_id IS NULL)),
  CHECK (code IS NOT NULL OR outcome NOT IN ('failed', 'skipped')),
  CHECK (code IS NULL OR outcome NOT IN ('pending', 'not_attempted', 'undone')),
  CHECK ((code IS NULL) = (params IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO import_rows_anew (import_id, row, outcome, cells, corrections, wanted, email_key, pin, problems, code, params,
    user_id, extension, primary_phone, revision)
  SELECT import_id, row, outcome, cells, corrections, wanted, email_key, pin, problems, code, params,
    user_id, extension, primary_phone, revision
  FROM import_rows;

-- The rows go before their imports, which would take them along. The copies are called by their names then, and refer to
-- one another by them.
DROP TABLE import_rows;
DROP TABLE imports;
ALTER TABLE imports_anew RENAME TO imports;
ALTER TABLE import_rows_anew RENAME TO import_rows;

CREATE INDEX imports_account ON imports (account, id);
CREATE INDEX imports_to_purge ON imports (finished_at) WHERE finished_at IS NOT NULL AND purged_at IS NULL;
CREATE INDEX imports_drafts ON imports (touched_at) WHERE state IN ('invalid', 'ready');
-- I1, whatever the object of the account believes. An undo takes the place like an import.
CREATE UNIQUE INDEX imports_one_active ON imports (account) WHERE state IN ('running', 'stopping', 'undoing');

-- Spec 5 knows no other states and outcomes.
CREATE TRIGGER imports_inserted_in_state BEFORE INSERT ON imports WHEN new.state NOT IN ('invalid', 'ready', 'running', 'stopping', 'stopped', 'completed', 'undoing', 'undone') BEGIN SELECT RAISE(ABORT, 'no state of an import'); END;
CREATE TRIGGER imports_moved_to_state BEFORE UPDATE OF state ON imports WHEN new.state NOT IN ('invalid', 'ready', 'running', 'stopping', 'stopped', 'completed', 'undoing', 'undone') BEGIN SELECT RAISE(ABORT, 'no state of an import'); END;
CREATE TRIGGER import_rows_inserted_with_outcome BEFORE INSERT ON import_rows WHEN new.outcome NOT IN ('pending', 'created', 'failed', 'not_attempted', 'skipped', 'undone') BEGIN SELECT RAISE(ABORT, 'no outcome of a row'); END;
CREATE TRIGGER import_rows_ended_with_outcome BEFORE UPDATE OF outcome ON import_rows WHEN new.outcome NOT IN ('pending', 'created', 'failed', 'not_attempted', 'skipped', 'undone') BEGIN SELECT RAISE(ABORT, 'no outcome of a row'); END;

CREATE TABLE mails_anew (
  -- Made from the user, the kind and the version of what it carries, so that each is recorded once (M4).
  id TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  -- Which kinds and which states there are is known to the code alone. A list here would have this table made anew for each
  -- new one.
  kind TEXT NOT NULL,
  to_address TEXT NOT NULL,
  user_id TEXT,
  import_id TEXT,
  link_id TEXT,
  -- What a mail is about, where no other table tells it: the address of a webhook that was switched off.
  about TEXT,
  password_version INTEGER NOT NULL DEFAULT 0 CHECK (password_version >= 0),
  state TEXT NOT NULL,
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
INSERT INTO mails_anew (id, account, kind, to_address, user_id, import_id, link_id, about, password_version, state, attempts,
    due_at, slot, lease, leased_until, last_error, created_at, sent_at)
  SELECT id, account, kind, to_address, user_id, import_id, link_id, about, password_version, state, attempts,
    due_at, slot, lease, leased_until, last_error, created_at, sent_at
  FROM mails;
DROP TABLE mails;
ALTER TABLE mails_anew RENAME TO mails;
CREATE INDEX mails_pending ON mails (account, due_at) WHERE state = 'pending';
-- Lists by id of what is rare among 100,000 mails. The ordinary mail is in none of them and costs no write more.
CREATE INDEX mails_failed ON mails (account, id) WHERE state = 'failed';
CREATE INDEX mails_cancelled ON mails (account, id) WHERE state = 'cancelled';
CREATE INDEX mails_rare ON mails (account, kind, id) WHERE kind NOT IN ('password', 'welcome');

-- An entry with the name of what it is about, where that is still there.
CREATE VIEW activity AS
SELECT audit.id, audit.account, audit.at, audit.who, audit.address, audit.action, audit.subject, audit.detail,
       coalesce(
         (SELECT imports.file_name FROM imports
          WHERE audit.action GLOB 'import.*' AND imports.id = audit.subject AND imports.account = audit.account
            AND imports.deleted_at IS NULL),
         (SELECT users.display_name FROM users
          WHERE audit.action GLOB 'users.*' AND users.id = audit.subject AND users.account = audit.account),
         (SELECT mails.to_address FROM mails
          WHERE audit.action = 'mails.retry' AND mails.id = audit.subject AND mails.account = audit.account)
       ) AS about
FROM audit;

-- Whether the platform has ever ended a temporary password of this user, whatever resets came later: an undo leaves them.
-- A version above nought without a check is one that was ended.
ALTER TABLE users ADD COLUMN signed_in INTEGER NOT NULL DEFAULT 0 CHECK (signed_in IN (0, 1));
UPDATE users SET signed_in = 1 WHERE password_version > 0 AND (password_check IS NULL OR id IN (SELECT subject FROM audit WHERE action = 'users.temporary_password_end'));

-- What an import gave a user, kept when any of it is changed for the first time, so that an undo tells who was changed.
-- Whoever was never changed has nothing here, and costs an import nothing. An empty object: changed before this was kept.
ALTER TABLE users ADD COLUMN as_imported TEXT CHECK (json_valid(as_imported));
UPDATE users SET as_imported = '{}' WHERE import_id IS NOT NULL AND id IN (SELECT subject FROM audit WHERE action = 'users.change');
CREATE TRIGGER users_as_imported AFTER UPDATE OF email, display_name, services, license_key, primary_phone, additional_phones, extension, location_id, first_name, last_name, job_title, department, external_id, settings ON users WHEN old.import_id IS NOT NULL AND old.as_imported IS NULL BEGIN UPDATE users SET as_imported = json_object('email', old.email, 'display_name', old.display_name, 'services', json(old.services), 'license_key', old.license_key, 'primary_phone', old.primary_phone, 'additional_phones', json(old.additional_phones), 'extension', old.extension, 'location_id', old.location_id, 'first_name', old.first_name, 'last_name', old.last_name, 'job_title', old.job_title, 'department', old.department, 'external_id', old.external_id, 'settings', json(old.settings)) WHERE serial = old.serial; END;
