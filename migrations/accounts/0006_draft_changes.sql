-- What was changed in a draft, in order, so that the newest change can be taken back (I12).
CREATE TABLE draft_changes (
  import_id TEXT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  -- The revision of the draft that it made.
  place INTEGER NOT NULL CHECK (place >= 1),
  -- What kind of change it was, and what tells it from others of its kind.
  about TEXT NOT NULL CHECK (json_valid(about)),
  -- How the file was read before, where it was read anew.
  reading TEXT CHECK (json_valid(reading)),
  -- How many rows were changed.
  changed INTEGER NOT NULL CHECK (changed >= 0),
  -- How many characters its parts have.
  size INTEGER NOT NULL CHECK (size >= 0),
  changed_by TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  PRIMARY KEY (import_id, place)
) STRICT, WITHOUT ROWID;

-- What the rows of a change were before, in parts that each fit into one value. A PIN is sealed (M8).
CREATE TABLE draft_change_parts (
  import_id TEXT NOT NULL,
  place INTEGER NOT NULL CHECK (place >= 1),
  part INTEGER NOT NULL CHECK (part >= 0),
  before TEXT NOT NULL CHECK (json_valid(before)),
  PRIMARY KEY (import_id, place, part),
  FOREIGN KEY (import_id, place) REFERENCES draft_changes (import_id, place) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Whether the very content of a file was imported before (same_file). Only imports that were started are in it.
CREATE INDEX imports_same_file ON imports (account, file_sha256) WHERE started_at IS NOT NULL;
-- The drafts of an account, among thousands of imports.
CREATE INDEX imports_open ON imports (account, id) WHERE state IN ('invalid', 'ready');
