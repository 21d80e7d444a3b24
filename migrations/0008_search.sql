-- Finding any part of a name, an address, a number or an extension among 100,000 without reading them all. The account
-- stands in the index between bars, so that a phrase finds exactly it; a search never leaves its account.

CREATE VIRTUAL TABLE users_search USING fts5 (
  account, display_name, email, phones, extension,
  content = '', columnsize = 0, tokenize = 'trigram remove_diacritics 1'
);

INSERT INTO users_search (rowid, account, display_name, email, phones, extension)
SELECT serial, '|' || account || '|', display_name, email, coalesce(primary_phone, '') || additional_phones, extension
FROM users;

CREATE TRIGGER users_search_insert AFTER INSERT ON users BEGIN
  INSERT INTO users_search (rowid, account, display_name, email, phones, extension)
  VALUES (new.serial, '|' || new.account || '|', new.display_name, new.email,
          coalesce(new.primary_phone, '') || new.additional_phones, new.extension);
END;

-- An index without contents is told what it held.
CREATE TRIGGER users_search_delete AFTER DELETE ON users BEGIN
  INSERT INTO users_search (users_search, rowid, account, display_name, email, phones, extension)
  VALUES ('delete', old.serial, '|' || old.account || '|', old.display_name, old.email,
          coalesce(old.primary_phone, '') || old.additional_phones, old.extension);
END;

CREATE TRIGGER users_search_update AFTER UPDATE OF display_name, email, primary_phone, additional_phones, extension ON users BEGIN
  INSERT INTO users_search (users_search, rowid, account, display_name, email, phones, extension)
  VALUES ('delete', old.serial, '|' || old.account || '|', old.display_name, old.email,
          coalesce(old.primary_phone, '') || old.additional_phones, old.extension);
  INSERT INTO users_search (rowid, account, display_name, email, phones, extension)
  VALUES (new.serial, '|' || new.account || '|', new.display_name, new.email,
          coalesce(new.primary_phone, '') || new.additional_phones, new.extension);
END;

-- A user as people see him, now with the serial that a search pages by.
DROP VIEW users_shown;
CREATE VIEW users_shown AS
SELECT users.serial, users.id, users.account, users.email, users.email_key, users.display_name, users.services,
       subscriptions.type AS license_type, users.primary_phone, users.additional_phones, users.extension,
       locations.name AS location, users.first_name, users.last_name, users.job_title, users.department, users.settings,
       users.created_at, users.import_id
FROM users
LEFT JOIN subscriptions ON subscriptions.account = users.account AND subscriptions.type_key = users.license_key
LEFT JOIN locations ON locations.id = users.location_id;

-- The numbers that are assigned are listed by the users who have them.
CREATE INDEX users_with_numbers ON users (account, email_key) WHERE primary_phone IS NOT NULL;

-- Numbers get a serial, which the index names them by.
CREATE TABLE serial_numbers (
  serial INTEGER PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  e164 TEXT NOT NULL CHECK (e164 GLOB '+[1-9]*' AND substr(e164, 2) NOT GLOB '*[^0-9]*'),
  toll_free INTEGER NOT NULL CHECK (toll_free IN (0, 1)),
  -- NULL: parked.
  user_id TEXT,
  UNIQUE (account, e164)
) STRICT;
INSERT INTO serial_numbers (account, e164, toll_free, user_id) SELECT account, e164, toll_free, user_id FROM numbers;
DROP TABLE numbers;
ALTER TABLE serial_numbers RENAME TO numbers;
CREATE INDEX numbers_parked ON numbers (account, e164) WHERE user_id IS NULL;
CREATE INDEX numbers_toll_free ON numbers (account, e164) WHERE toll_free = 1;

CREATE VIRTUAL TABLE numbers_search USING fts5 (account, e164, kind, content = '', columnsize = 0, tokenize = 'trigram');

INSERT INTO numbers_search (rowid, account, e164, kind)
SELECT serial, '|' || account || '|', e164, CASE toll_free WHEN 1 THEN 'toll_free' END FROM numbers;

CREATE TRIGGER numbers_search_insert AFTER INSERT ON numbers BEGIN
  INSERT INTO numbers_search (rowid, account, e164, kind)
  VALUES (new.serial, '|' || new.account || '|', new.e164, CASE new.toll_free WHEN 1 THEN 'toll_free' END);
END;

CREATE TRIGGER numbers_search_delete AFTER DELETE ON numbers BEGIN
  INSERT INTO numbers_search (numbers_search, rowid, account, e164, kind)
  VALUES ('delete', old.serial, '|' || old.account || '|', old.e164, CASE old.toll_free WHEN 1 THEN 'toll_free' END);
END;
