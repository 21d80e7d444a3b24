-- The account and its inventory (spec 1). Times are RFC 3339 texts in UTC; *_key columns hold the case-folded name.

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
  revision INTEGER NOT NULL DEFAULT 0,
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
  total INTEGER NOT NULL,
  used INTEGER NOT NULL DEFAULT 0,
  -- The order in which the operator gave them.
  position INTEGER NOT NULL,
  PRIMARY KEY (account, type_key),
  CHECK (used BETWEEN 0 AND total)
) STRICT, WITHOUT ROWID;

CREATE TABLE locations (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 128 AND instr(name, '/') = 0),
  name_key TEXT NOT NULL,
  country TEXT NOT NULL CHECK (country GLOB '[A-Z][A-Z]'),
  address TEXT NOT NULL,
  main INTEGER NOT NULL CHECK (main IN (0, 1)),
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
  location_id TEXT REFERENCES locations (id),
  first_name TEXT,
  last_name TEXT,
  job_title TEXT,
  department TEXT,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  -- AES-GCM, never readable here (M8).
  pin TEXT,
  pin_made INTEGER NOT NULL DEFAULT 0 CHECK (pin_made IN (0, 1)),
  -- 0: no password yet. The check is a keyed hash, the password itself is kept nowhere (M1).
  password_version INTEGER NOT NULL DEFAULT 0,
  password_check TEXT,
  password_expires_at TEXT,
  import_id TEXT,
  created_at TEXT NOT NULL,
  FOREIGN KEY (account, license_key) REFERENCES subscriptions (account, type_key)
) STRICT;
CREATE UNIQUE INDEX users_email ON users (account, email_key);
CREATE UNIQUE INDEX users_extension ON users (account, extension) WHERE extension IS NOT NULL;

-- A user as people see him: the names of his licence type and of his location.
CREATE VIEW users_shown AS
SELECT users.id, users.account, users.email, users.email_key, users.display_name, users.services,
       subscriptions.type AS license_type, users.primary_phone, users.additional_phones, users.extension,
       locations.name AS location, users.first_name, users.last_name, users.job_title, users.department, users.settings,
       users.created_at, users.import_id
FROM users
LEFT JOIN subscriptions ON subscriptions.account = users.account AND subscriptions.type_key = users.license_key
LEFT JOIN locations ON locations.id = users.location_id;

CREATE TABLE numbers (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  e164 TEXT NOT NULL CHECK (e164 GLOB '+[1-9]*' AND substr(e164, 2) NOT GLOB '*[^0-9]*'),
  toll_free INTEGER NOT NULL CHECK (toll_free IN (0, 1)),
  -- NULL: parked.
  user_id TEXT,
  PRIMARY KEY (account, e164)
) STRICT, WITHOUT ROWID;
CREATE INDEX numbers_parked ON numbers (account, e164) WHERE user_id IS NULL;
