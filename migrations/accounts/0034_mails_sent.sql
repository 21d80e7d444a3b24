-- M1: the password of a mail that was accepted is valid for 7 days from then on, if it is still that one. The version before says so
-- itself, of the same moment.
CREATE TRIGGER mails_sent_with_password AFTER UPDATE OF state ON mails WHEN new.kind = 'password' AND new.state = 'sent' AND old.state = 'pending' BEGIN UPDATE users SET password_expires_at = strftime('%Y-%m-%dT%H:%M:%fZ', new.sent_at, '+7 days') WHERE id = new.user_id AND +account = new.account AND password_version = new.password_version; END;
