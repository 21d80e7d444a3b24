-- S1: nobody is an administrator before they have accepted: until then joined_at is NULL, as it has been. How long an
-- invitation can be accepted. NULL where the version before has invited, for 7 days.
ALTER TABLE administrators ADD COLUMN invited_until TEXT;
