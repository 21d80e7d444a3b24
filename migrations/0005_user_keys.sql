-- The user whom a request with this Idempotency-Key created; one key leads to an import or to a user, never to both.
ALTER TABLE idempotency_keys ADD COLUMN user_id TEXT;
