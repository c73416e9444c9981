-- New posts are compared with those that are known, beside the transaction that takes them: `compared` says which still wait. What
-- is there already is only learnt, so that others are compared with it. `wide` and `close` are marks (post/likeness/marks.ts), by
-- which an index finds what shares much of a text; the text itself stays in the event that told it (`told_in`, `told_seq`) and nowhere else.
ALTER TABLE posts ADD COLUMN compared text NOT NULL DEFAULT 'learn'
  CHECK (compared IN ('waiting', 'learn', 'again', 'done', 'failed'));
ALTER TABLE posts ALTER COLUMN compared SET DEFAULT 'waiting';
CREATE INDEX posts_to_compare ON posts (compared DESC, id) WHERE compared IN ('waiting', 'learn', 'again');

CREATE TABLE post_likeness (
  post_id  bigint PRIMARY KEY REFERENCES posts ON DELETE CASCADE,
  told_in  integer NOT NULL,
  told_seq integer NOT NULL,
  wide     integer[] NOT NULL,
  close    integer[] NOT NULL
);
-- Without a list of pending entries, which each question would have to read.
CREATE INDEX post_likeness_wide ON post_likeness USING gin (wide) WITH (fastupdate = off);
CREATE INDEX post_likeness_close ON post_likeness USING gin (close) WITH (fastupdate = off);
