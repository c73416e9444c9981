-- The spine: institution, org, policies, cases with their events and clocks, inbox, outbox, the built-in room.

CREATE TABLE policies (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name          text NOT NULL,
  sha256        text NOT NULL UNIQUE,
  source        text NOT NULL,
  body          jsonb NOT NULL,
  published_at  timestamptz NOT NULL
);

CREATE TABLE org_versions (
  version     integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  body        jsonb NOT NULL,
  imported_at timestamptz NOT NULL
);

-- One row. A drill's time runs at its own speed from its anchors; elsewhere speed is 1 and the anchors are equal.
CREATE TABLE institution (
  id            integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  drill         boolean NOT NULL DEFAULT false,
  real_anchor   timestamptz NOT NULL,
  domain_anchor timestamptz NOT NULL,
  speed         double precision NOT NULL DEFAULT 1 CHECK (speed > 0 AND (drill OR speed = 1)),
  policy_id     integer REFERENCES policies,
  org_version   integer REFERENCES org_versions
);

CREATE SEQUENCE case_numbers AS integer;

CREATE TABLE cases (
  number          integer PRIMARY KEY,
  status          text NOT NULL,
  level           integer NOT NULL,
  lead_department text,
  policy_id       integer NOT NULL REFERENCES policies,
  opened_at       timestamptz NOT NULL,
  version         integer NOT NULL,
  head            text NOT NULL,
  checkpointed    integer NOT NULL DEFAULT 0,
  state           jsonb NOT NULL
);
CREATE INDEX cases_by_status ON cases (status, number DESC);
CREATE INDEX cases_to_checkpoint ON cases (number) WHERE version > checkpointed;

-- `data` holds a salted digest in place of each personal field; `private` holds the salts and texts and may be purged.
CREATE TABLE events (
  case_number integer NOT NULL,
  seq         integer NOT NULL,
  type        text NOT NULL,
  v           smallint NOT NULL,
  at          timestamptz NOT NULL,
  actor       text NOT NULL,
  data        jsonb NOT NULL,
  private     jsonb,
  hash        text NOT NULL,
  PRIMARY KEY (case_number, seq)
);

CREATE TABLE clocks (
  id          text PRIMARY KEY,
  case_number integer NOT NULL REFERENCES cases,
  kind        text NOT NULL,
  status      text NOT NULL,
  due_at      timestamptz NOT NULL,
  generation  integer NOT NULL,
  next_at     timestamptz
);
CREATE INDEX clocks_due ON clocks (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX clocks_by_case ON clocks (case_number);

CREATE TABLE posts (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key           text NOT NULL UNIQUE,
  case_number   integer REFERENCES cases DEFERRABLE INITIALLY DEFERRED,
  url           text,
  canonical_url text,
  platform      text,
  title         text NOT NULL,
  published_at  timestamptz,
  discovered_at timestamptz NOT NULL
);
CREATE INDEX posts_by_case ON posts (case_number);

CREATE TABLE sightings (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  post_id     bigint NOT NULL REFERENCES posts,
  case_number integer NOT NULL REFERENCES cases,
  channel     text NOT NULL,
  room        text,
  message_id  text,
  person      text NOT NULL,
  at          timestamptz NOT NULL,
  metrics     jsonb
);
CREATE INDEX sightings_by_case ON sightings (case_number);

CREATE TABLE checkpoints (
  id       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz NOT NULL,
  previous text NOT NULL,
  hash     text NOT NULL
);
CREATE TABLE checkpoint_heads (
  checkpoint_id integer NOT NULL REFERENCES checkpoints,
  case_number   integer NOT NULL,
  seq           integer NOT NULL,
  hash          text NOT NULL,
  PRIMARY KEY (checkpoint_id, case_number)
);

-- An incoming message, durable before anybody is told "received". `raw` is encrypted, and gone once processed.
CREATE TABLE inbox (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel     text NOT NULL,
  key         text NOT NULL,
  lane        text NOT NULL,
  raw         bytea,
  state       text NOT NULL DEFAULT 'waiting',
  attempts    integer NOT NULL DEFAULT 0,
  try_at      timestamptz NOT NULL,
  lease_until timestamptz,
  lease_by    text,
  received_at timestamptz NOT NULL,
  error       text,
  UNIQUE (channel, key)
);
CREATE INDEX inbox_open ON inbox (lane, id) WHERE state IN ('waiting', 'working');
CREATE INDEX inbox_due ON inbox (try_at) WHERE state IN ('waiting', 'working');

-- `say`: one message, delivered once. `show`: one card, with the version that is wanted and the one that is shown.
CREATE TABLE outbox (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key         text NOT NULL UNIQUE,
  kind        text NOT NULL,
  channel     text NOT NULL,
  address     jsonb NOT NULL,
  lane        text NOT NULL,
  pace        text NOT NULL,
  case_number integer,
  clock_id    text,
  notice      jsonb NOT NULL,
  mention     jsonb NOT NULL,
  wanted      integer NOT NULL DEFAULT 1,
  shown       integer NOT NULL DEFAULT 0,
  message_id  text,
  state       text NOT NULL DEFAULT 'waiting',
  attempts    integer NOT NULL DEFAULT 0,
  try_at      timestamptz NOT NULL,
  lease_until timestamptz,
  lease_by    text,
  created_at  timestamptz NOT NULL,
  sent_at     timestamptz,
  error       text
);
CREATE INDEX outbox_lane ON outbox (lane, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_due ON outbox (try_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_by_clock ON outbox (clock_id) WHERE state = 'waiting';

-- Token buckets, a room's and an app's, so that pacing holds across instances.
CREATE TABLE pacing (
  scope  text PRIMARY KEY,
  tokens double precision NOT NULL,
  at     timestamptz NOT NULL
);

CREATE TABLE case_threads (
  case_number integer NOT NULL REFERENCES cases,
  channel     text NOT NULL,
  room        text NOT NULL,
  root        text NOT NULL,
  PRIMARY KEY (case_number, channel, room)
);
CREATE TABLE message_refs (
  channel     text NOT NULL,
  message_id  text NOT NULL,
  case_number integer NOT NULL REFERENCES cases,
  PRIMARY KEY (channel, message_id)
);

CREATE TABLE room_messages (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room      text NOT NULL,
  thread_id bigint,
  sender    text NOT NULL,
  at        timestamptz NOT NULL,
  text      text NOT NULL,
  mentions  jsonb NOT NULL DEFAULT '[]',
  card      jsonb,
  key       text UNIQUE,
  rev       bigint NOT NULL
);
CREATE SEQUENCE room_revisions;
CREATE INDEX room_messages_by_room ON room_messages (room, id);
CREATE INDEX room_messages_by_rev ON room_messages (rev);

CREATE TABLE tokens (
  id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       text NOT NULL,
  sha256     text NOT NULL UNIQUE,
  person     text,
  scopes     jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE TABLE sign_in_links (
  sha256     text PRIMARY KEY,
  person     text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE TABLE sessions (
  sha256     text PRIMARY KEY,
  person     text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE TABLE idempotency_keys (
  scope      text NOT NULL,
  key        text NOT NULL,
  request    text NOT NULL,
  body       jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (scope, key)
);
