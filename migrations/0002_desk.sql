-- The desk: lists by what is due next, titles to search in, morning bundles after quiet hours.

-- `due_at`: the earliest due instant of the case's living clocks. `turn`: the role whose decision a draft awaits.
ALTER TABLE cases ADD COLUMN due_at timestamptz, ADD COLUMN turn text;
UPDATE cases SET
  due_at = (SELECT min(due_at) FROM clocks WHERE case_number = number AND status IN ('running', 'held')),
  turn = CASE WHEN status = 'reviewing' THEN state->>'turn' END;

CREATE INDEX cases_open_by_due ON cases (due_at, number) WHERE status NOT IN ('closed', 'dismissed');
CREATE INDEX cases_open_by_department ON cases (lead_department, due_at) WHERE status NOT IN ('closed', 'dismissed');
CREATE INDEX cases_by_department ON cases (lead_department, status, number DESC);
CREATE INDEX cases_by_turn ON cases (turn, due_at) WHERE turn IS NOT NULL;
CREATE INDEX cases_by_level ON cases (level, number DESC);

-- A title never changes. `grams`: every two neighbouring characters, so that a part of it is found in any language.
CREATE TABLE case_titles (
  case_number integer PRIMARY KEY REFERENCES cases ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  title       text NOT NULL,
  grams       text[] NOT NULL
);
INSERT INTO case_titles
  SELECT number, state->>'title', coalesce((
    SELECT array_agg(DISTINCT substr(lower(state->>'title'), i, 2))
    FROM generate_series(1, length(state->>'title') - 1) AS i), '{}')
  FROM cases;
CREATE INDEX case_titles_by_grams ON case_titles USING gin (grams);

-- What quiet hours kept back for a person, told in one message when they end (`release`).
CREATE TABLE bundle_items (
  person      text NOT NULL,
  release     timestamptz NOT NULL,
  clock_id    text NOT NULL,
  generation  integer NOT NULL,
  saying      text NOT NULL,
  case_number integer NOT NULL REFERENCES cases ON DELETE CASCADE,
  notice      jsonb NOT NULL,
  PRIMARY KEY (person, release, clock_id, generation, saying)
);
