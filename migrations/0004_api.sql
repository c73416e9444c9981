-- Tokens may expire, and tell when they were last used (at most once a minute); a day's ledger finds its cases.

ALTER TABLE tokens ADD COLUMN expires_at timestamptz;
ALTER TABLE tokens ADD COLUMN last_used_at timestamptz;

CREATE INDEX cases_by_opening ON cases (opened_at, number);
