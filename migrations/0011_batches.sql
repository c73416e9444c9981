-- Many posts at once: what a pasted list or a table holds waits here and is registered row by row, so that whatever dies in
-- between goes on where it was; and what was registered in a table is not counted once more when the table comes again.
-- A sighting that whoever made it took back stays on record, and says when it was taken back.
CREATE TABLE batches (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- What came: the same that is still being registered is not begun a second time.
  key text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('list', 'file')),
  name text NOT NULL,
  channel text,
  room text,
  message_id text,
  person text NOT NULL,
  place jsonb NOT NULL,
  source text NOT NULL,
  at timestamptz NOT NULL,
  -- Masked. Null once all are registered.
  rows jsonb,
  total integer NOT NULL,
  next integer NOT NULL DEFAULT 0,
  attempts integer NOT NULL DEFAULT 0,
  try_at timestamptz NOT NULL,
  -- What became of them.
  found jsonb NOT NULL,
  done_at timestamptz
);
CREATE UNIQUE INDEX batches_waiting ON batches (key) WHERE done_at IS NULL;
CREATE INDEX batches_due ON batches (try_at) WHERE done_at IS NULL;

CREATE TABLE batch_rows (
  digest text PRIMARY KEY,
  batch bigint NOT NULL,
  case_number integer NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX batch_rows_by_case ON batch_rows (case_number);

ALTER TABLE sightings ADD COLUMN undone_at timestamptz;
