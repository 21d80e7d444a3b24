-- The primary number that a row got, which may be one that the row did not name (I14).
ALTER TABLE import_rows ADD COLUMN primary_phone TEXT;
