-- What a request with a key came to, where that is neither an import nor a user: an act on many users at once. In its own
-- words of codes and numbers, so that whoever repeats it gets the same answer.
ALTER TABLE idempotency_keys ADD COLUMN answer TEXT CHECK (json_valid(answer));
