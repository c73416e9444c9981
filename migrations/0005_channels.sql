-- Channels on other people's platforms: unknown outcomes, cards that expire, what a channel keeps, files, early words.

-- tried_at: the first try whose outcome nobody knows; posted_at: when the message that stands in the chat was posted there.
ALTER TABLE outbox ADD COLUMN tried_at timestamptz;
ALTER TABLE outbox ADD COLUMN posted_at timestamptz;
CREATE INDEX outbox_by_message ON outbox (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outbox_cards ON outbox (posted_at) WHERE kind = 'show' AND state = 'sent';

-- Found in a chat's history after a gap, not delivered by the platform.
ALTER TABLE inbox ADD COLUMN recovered boolean NOT NULL DEFAULT false;
CREATE INDEX inbox_recovered ON inbox (id) WHERE recovered;

CREATE TABLE channel_keeping (
  channel     text NOT NULL,
  key         text NOT NULL,
  value       text,
  taken_until timestamptz,
  PRIMARY KEY (channel, key)
);

-- Said under a message that has not come yet (a comment typed while forwarding): masked, and forgotten after a while.
CREATE TABLE early_words (
  channel    text NOT NULL,
  message_id text NOT NULL,
  under      text NOT NULL,
  account    text NOT NULL,
  text       text NOT NULL,
  said_at    timestamptz NOT NULL,
  kept_at    timestamptz NOT NULL,
  PRIMARY KEY (channel, message_id)
);
CREATE INDEX early_words_under ON early_words (channel, under);

-- Files of cases: kept once by their bytes, encrypted, in chunks, so that every instance sees them.
CREATE TABLE attachments (
  sha256 text PRIMARY KEY,
  mime   text NOT NULL,
  size   integer NOT NULL,
  kept_at timestamptz NOT NULL
);
CREATE TABLE attachment_chunks (
  sha256 text NOT NULL REFERENCES attachments,
  part   integer NOT NULL,
  bytes  bytea NOT NULL,
  PRIMARY KEY (sha256, part)
);
CREATE TABLE case_attachments (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_number integer NOT NULL,
  sha256      text NOT NULL REFERENCES attachments,
  name        text NOT NULL,
  person      text NOT NULL,
  message_id  text,
  at          timestamptz NOT NULL,
  UNIQUE (case_number, sha256)
);
CREATE INDEX outbox_records ON outbox (case_number) WHERE kind = 'show' AND notice ->> 'kind' = 'record-taken';
