-- Users as a tool (E11): sorted by name, and found by all that a filter names.

-- Names and departments as they are compared, in lower case and without accents. Muster writes them from here on. What is
-- here already is lowered as far as SQLite can.
ALTER TABLE users ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN department_key TEXT;
UPDATE users SET name_key = lower(display_name), department_key = lower(replace(department, '|', ' '));

-- Whom the version before creates during an upgrade has none.
CREATE TRIGGER users_compared_by AFTER INSERT ON users WHEN new.name_key = '' BEGIN UPDATE users SET name_key = lower(display_name), department_key = lower(replace(department, '|', ' ')) WHERE serial = new.serial; END;

-- The index of names takes the place of the one of users with numbers: an import writes no row more. Whoever has a number is
-- found by the search.
DROP INDEX users_with_numbers;
CREATE INDEX users_named ON users (account, name_key);

-- The departments that users have or had. One row for each, however many users are in it.
CREATE TABLE departments (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  department_key TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (account, department_key)
) STRICT, WITHOUT ROWID;
INSERT INTO departments (account, department_key, name) SELECT account, department_key, min(department) FROM users WHERE department_key IS NOT NULL GROUP BY account, department_key;
CREATE TRIGGER departments_of_new_users AFTER INSERT ON users WHEN new.department_key IS NOT NULL BEGIN INSERT OR IGNORE INTO departments (account, department_key, name) VALUES (new.account, new.department_key, new.department); END;
CREATE TRIGGER departments_of_changed_users AFTER UPDATE OF department_key ON users WHEN new.department_key IS NOT NULL BEGIN INSERT OR IGNORE INTO departments (account, department_key, name) VALUES (new.account, new.department_key, new.department); END;

-- What is looked for and filtered by. Bars stand around what is found whole, and two before an address, so that its beginning
-- is found from one character on. A location is found by its id: its name may change.
DROP TRIGGER users_search_insert;
DROP TRIGGER users_search_delete;
DROP TRIGGER users_search_forget;
DROP TRIGGER users_search_learn;
DROP TABLE users_search;
CREATE VIRTUAL TABLE users_search USING fts5 (
  account, display_name, email, phones, extension, license, department, external_id, facets,
  content = '', columnsize = 0, tokenize = 'trigram remove_diacritics 1'
);
CREATE VIEW users_sought AS
SELECT serial, '|' || account || '|' AS account, display_name, '||' || email AS email,
       coalesce(primary_phone, '') || additional_phones AS phones, extension, '|' || license_key || '|' AS license,
       '|' || department_key || '|' AS department, external_id,
       '|o:' || coalesce(location_id, '0') || '|i:' || coalesce(import_id, '0') || '|x:' || (extension IS NOT NULL)
         || '|l:' || (license_key IS NOT NULL) || '|d:' || (department_key IS NOT NULL) || '|n:' || (primary_phone IS NOT NULL)
         || '|v:' || (primary_phone IS NOT NULL AND instr(services, 'connect') > 0)
         || replace(replace(replace(services, '["', '|s:'), '","', '|s:'), '"]', '|') || '|' AS facets
FROM users;
INSERT INTO users_search (rowid, account, display_name, email, phones, extension, license, department, external_id, facets) SELECT serial, account, display_name, email, phones, extension, license, department, external_id, facets FROM users_sought;
CREATE TRIGGER users_search_insert AFTER INSERT ON users BEGIN INSERT INTO users_search (rowid, account, display_name, email, phones, extension, license, department, external_id, facets) SELECT serial, account, display_name, email, phones, extension, license, department, external_id, facets FROM users_sought WHERE serial = new.serial; END;
-- An index without contents is told what it held, and so before that goes.
CREATE TRIGGER users_search_delete BEFORE DELETE ON users BEGIN INSERT INTO users_search (users_search, rowid, account, display_name, email, phones, extension, license, department, external_id, facets) SELECT 'delete', serial, account, display_name, email, phones, extension, license, department, external_id, facets FROM users_sought WHERE serial = old.serial; END;
CREATE TRIGGER users_search_forget BEFORE UPDATE OF display_name, email, primary_phone, additional_phones, extension, license_key, location_id, department_key, external_id, services, import_id ON users BEGIN INSERT INTO users_search (users_search, rowid, account, display_name, email, phones, extension, license, department, external_id, facets) SELECT 'delete', serial, account, display_name, email, phones, extension, license, department, external_id, facets FROM users_sought WHERE serial = old.serial; END;
CREATE TRIGGER users_search_learn AFTER UPDATE OF display_name, email, primary_phone, additional_phones, extension, license_key, location_id, department_key, external_id, services, import_id ON users BEGIN INSERT INTO users_search (rowid, account, display_name, email, phones, extension, license, department, external_id, facets) SELECT serial, account, display_name, email, phones, extension, license, department, external_id, facets FROM users_sought WHERE serial = new.serial; END;

-- A user as people see them, with what lists are ordered by.
DROP VIEW users_shown;
CREATE VIEW users_shown AS
SELECT users.serial, users.id, users.account, users.email, users.email_key, users.display_name, users.services,
       subscriptions.type AS license_type, users.primary_phone, users.additional_phones, users.extension,
       locations.name AS location, users.first_name, users.last_name, users.job_title, users.department, users.settings,
       users.external_id, users.created_at, users.import_id, users.name_key, users.department_key, users.license_key,
       users.location_id
FROM users
LEFT JOIN subscriptions ON subscriptions.account = users.account AND subscriptions.type_key = users.license_key
LEFT JOIN locations ON locations.account = users.account AND locations.id = users.location_id;
