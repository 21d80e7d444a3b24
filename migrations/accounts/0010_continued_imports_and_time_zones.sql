-- Which import a draft was made from, and how the rows had ended that it took over (X5): the result of that one says so, and
-- offers nothing that is done already (E10).
ALTER TABLE imports ADD COLUMN continues TEXT;
ALTER TABLE imports ADD COLUMN continues_outcomes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(continues_outcomes));
CREATE INDEX imports_continuing ON imports (account, continues) WHERE continues IS NOT NULL;

-- The IANA name of the zone in which times are shown where no script knows the own one of the person.
ALTER TABLE accounts ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'UTC';
