-- When an administrator first came into the account: until then he is shown as invited, whether or not he is known
-- elsewhere (S1).
ALTER TABLE administrators ADD COLUMN joined_at TEXT;
UPDATE administrators SET joined_at = created_at
WHERE email_key IN (SELECT email_key FROM people WHERE password_hash IS NOT NULL);
-- The address as it was written for this account: how somebody wrote it elsewhere is not told here.
ALTER TABLE administrators ADD COLUMN email TEXT;

-- What one person did, what was done of one kind, and both, newest first among 100,000 entries.
CREATE INDEX audit_action ON audit (account, action, id);
CREATE INDEX audit_who ON audit (account, who, id);
CREATE INDEX audit_who_action ON audit (account, who, action, id);

-- An entry with the name of what it is about, where that is still there.
CREATE VIEW activity AS
SELECT audit.id, audit.account, audit.at, audit.who, audit.address, audit.action, audit.subject, audit.detail,
       CASE
         WHEN audit.action GLOB 'import.*' THEN
           (SELECT imports.file_name FROM imports WHERE imports.id = audit.subject AND imports.account = audit.account)
         WHEN audit.action GLOB 'users.*' THEN
           (SELECT users.display_name FROM users WHERE users.id = audit.subject AND users.account = audit.account)
         WHEN audit.action = 'mails.retry' THEN
           (SELECT mails.to_address FROM mails WHERE mails.account = audit.account AND mails.id = audit.subject)
       END AS about
FROM audit;
