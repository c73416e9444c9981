-- Files of cases are evidence: each has a number of its class and year, drawn in the transaction that keeps it, so that none is
-- missing in between. What was kept before has none.
CREATE TABLE evidence_numbers (
  class text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (class, year)
);
