-- I9: a list of more than two is looked up in a table of its own, which counts as three rows read for each row that is written or
-- ends. The same, compared one by one, reads none.
DROP TRIGGER import_rows_inserted_with_outcome;
DROP TRIGGER import_rows_ended_with_outcome;
CREATE TRIGGER import_rows_inserted_with_outcome BEFORE INSERT ON import_rows WHEN new.outcome <> 'pending' AND new.outcome <> 'created' AND new.outcome <> 'failed' AND new.outcome <> 'not_attempted' AND new.outcome <> 'skipped' AND new.outcome <> 'undone' BEGIN SELECT RAISE(ABORT, 'no outcome of a row'); END;
CREATE TRIGGER import_rows_ended_with_outcome BEFORE UPDATE OF outcome ON import_rows WHEN new.outcome <> 'pending' AND new.outcome <> 'created' AND new.outcome <> 'failed' AND new.outcome <> 'not_attempted' AND new.outcome <> 'skipped' AND new.outcome <> 'undone' BEGIN SELECT RAISE(ABORT, 'no outcome of a row'); END;
