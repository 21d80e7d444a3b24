-- What a request with a key makes, where that is neither an import nor a user: a token, whose id is settled with the claim and
-- passed on to whoever takes the claim over, so that two of them can only make the same one, or the mail of a new password.
ALTER TABLE idempotency_keys ADD COLUMN thing_id TEXT;
