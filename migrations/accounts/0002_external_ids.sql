-- What the own systems of a customer call a user (T6). Whoever has none is not in the index, and costs no write more.
ALTER TABLE users ADD COLUMN external_id TEXT;
CREATE UNIQUE INDEX users_external_id ON users (account, external_id) WHERE external_id IS NOT NULL;

-- A user as people see them, with it.
DROP VIEW users_shown;
CREATE VIEW users_shown AS
SELECT users.serial, users.id, users.account, users.email, users.email_key, users.display_name, users.services,
       subscriptions.type AS license_type, users.primary_phone, users.additional_phones, users.extension,
       locations.name AS location, users.first_name, users.last_name, users.job_title, users.department, users.settings,
       users.external_id, users.created_at, users.import_id
FROM users
LEFT JOIN subscriptions ON subscriptions.account = users.account AND subscriptions.type_key = users.license_key
LEFT JOIN locations ON locations.account = users.account AND locations.id = users.location_id;
