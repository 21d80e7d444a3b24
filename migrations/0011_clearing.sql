-- How many mails an address has been given of the minute (milliseconds since 1970) in which it was last given any (M2).
ALTER TABLE mail_paces ADD COLUMN minute INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mail_paces ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;

-- What has run out is found without reading what has not.
CREATE INDEX idempotency_keys_age ON idempotency_keys (claimed_at);
CREATE INDEX rate_windows_end ON rate_windows (ends_at);
CREATE INDEX sessions_age ON sessions (created_at);
CREATE INDEX links_end ON links (expires_at);
CREATE INDEX mail_paces_end ON mail_paces (free_at);
