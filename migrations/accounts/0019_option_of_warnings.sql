-- What an import is to do where rows will fail: start all the same, or be left as it is. The version before knew no other than
-- to start, once a draft was kept.
ALTER TABLE imports ADD COLUMN on_warnings TEXT NOT NULL DEFAULT 'accept' CHECK (on_warnings IN ('accept', 'reject'));
