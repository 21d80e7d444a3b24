-- How many imports are in each state is asked every minute by whoever watches the service (O3).
CREATE INDEX imports_by_state ON imports (state);
