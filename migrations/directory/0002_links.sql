-- M12: at most 5 mails with a link an hour to one person, and one live link of each kind and account.
-- Whose administration an invitation is for. NULL where a person chooses a new password for all of their accounts.
ALTER TABLE links ADD COLUMN account TEXT;
-- From when on its mail may go. NULL where there is none: a newer link came before it went.
ALTER TABLE links ADD COLUMN mail_due_at TEXT;
