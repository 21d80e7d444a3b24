-- W1: what has happened, each written in the transaction that it tells of. There is one writer, so the order of seq is the order
-- of commit, of each account and of all of them. No number is given twice, however many events are removed again.
CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT CHECK (seq > 0),
  id TEXT NOT NULL,
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  at TEXT NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data))
) STRICT;
CREATE INDEX events_of_account ON events (account, seq);

-- A user as an event tells of them: all that a user of the API is made of, as it is at that moment. A function takes 32 arguments.
CREATE VIEW users_told AS
SELECT serial, id, account, license_key, location_id,
       json_object('id', id, 'email', email, 'display_name', display_name, 'services', services, 'license_type', license_type,
         'primary_phone', primary_phone, 'additional_phones', additional_phones, 'extension', extension, 'location', location,
         'person', json_object('first_name', first_name, 'last_name', last_name, 'job_title', job_title, 'department', department),
         'external_id', external_id, 'settings', settings, 'created_at', created_at, 'import_id', import_id) AS told
FROM users_shown;
