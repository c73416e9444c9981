-- What is looked up about a post beside the write path: where its link leads, or what stands on its picture. The worker that looks
-- makes the row; a post without one has not been looked at. What was found out about the post itself is its case's (its events);
-- here stands by what it is compared with others.
CREATE TABLE lookups (
  post_id      bigint PRIMARY KEY REFERENCES posts,
  kind         text NOT NULL,
  state        text NOT NULL DEFAULT 'waiting',
  attempts     integer NOT NULL DEFAULT 0,
  try_at       timestamptz NOT NULL,
  lease_until  timestamptz,
  lease_by     text,
  done_at      timestamptz,
  error        text,
  -- The key of the post that the link leads to.
  target_key   text,
  -- The key that the words of a picture have as a text.
  text_key     text,
  -- A difference hash of 64 bits, in hexadecimal digits.
  picture_hash text
);
CREATE INDEX lookups_due ON lookups (kind, try_at) WHERE state IN ('waiting', 'working');
CREATE INDEX lookups_given_up ON lookups (done_at) WHERE state = 'given-up';
CREATE INDEX lookups_target ON lookups (target_key) WHERE target_key IS NOT NULL;
CREATE INDEX lookups_text ON lookups (text_key) WHERE text_key IS NOT NULL;
