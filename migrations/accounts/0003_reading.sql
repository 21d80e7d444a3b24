-- How a file is read: the encoding that was named, the columns that were assigned, the questions that were answered (F4, T4,
-- Q1, Q2). The version before knows nothing of it, and what it makes has only defaults here.

-- What was chosen for reading the file, so that the same bytes read the same again. NULL: the version before has read it,
-- and fallback_encoding alone says how.
ALTER TABLE imports ADD COLUMN reading TEXT CHECK (json_valid(reading));
-- Every column of the file as it was read, in its order.
ALTER TABLE imports ADD COLUMN columns TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(columns));
-- What reading a draft has found besides its rows: problems of headers and of whole rows, questions, notices.
ALTER TABLE imports ADD COLUMN found TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(found));
-- How many questions nobody has answered yet. Nothing is created before each of them is.
ALTER TABLE imports ADD COLUMN open_questions INTEGER NOT NULL DEFAULT 0 CHECK (open_questions >= 0 AND (open_questions = 0 OR state IN ('invalid', 'ready')));

-- What an account has once assigned to headers that do not stand in the template, at most 200, by base name (T1, T4).
CREATE TABLE remembered_columns (
  account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  header_key TEXT NOT NULL,
  -- As it was written last.
  header TEXT NOT NULL,
  -- NULL: not used.
  field TEXT,
  remembered_at TEXT NOT NULL,
  PRIMARY KEY (account, header_key)
) STRICT, WITHOUT ROWID;
