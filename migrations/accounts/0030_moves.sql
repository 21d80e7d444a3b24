-- O6: the roles of an account that is moved: waiting, leaving and clearing where it leaves, arriving, arrived and clearing where it
-- comes to. What of its audit has been copied is deleted with the rest of it, there and nowhere else.
DROP TRIGGER audit_kept;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit WHEN old.at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-400 days') AND NOT EXISTS (SELECT 1 FROM moving_accounts WHERE account = old.account AND role = 'clearing') BEGIN SELECT RAISE(IGNORE); END;
-- Whoever removes an account removes what it has told elsewhere.
CREATE INDEX departed_events_of_account ON departed_events (account);
