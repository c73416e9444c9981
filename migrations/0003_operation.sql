-- Operation: when the service was alive and when it was out, what the auditor found, and what was set aside since when.

-- `said_at`: the channel's time of the message (a drill's in a drill), known once it is understood.
ALTER TABLE inbox ADD COLUMN said_at timestamptz;
ALTER TABLE inbox ADD COLUMN parked_at timestamptz;
UPDATE inbox SET parked_at = received_at WHERE state = 'parked';
CREATE INDEX inbox_parked ON inbox (parked_at) WHERE state = 'parked';
CREATE INDEX outbox_given_up ON outbox (try_at) WHERE state = 'given-up';
CREATE INDEX events_reminded ON events (at) WHERE type = 'reminded';
CREATE INDEX clocks_alive ON clocks (due_at, kind) WHERE status IN ('running', 'held');

-- One row: the last instant at which any instance said that it lives, by the world's clock and by the institution's.
CREATE TABLE service_alive (
  id        integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  real_at   timestamptz NOT NULL,
  domain_at timestamptz NOT NULL
);

-- A time in which no instance was alive. `waiting` until the desk is told of it, once.
CREATE TABLE outages (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'told')),
  real_from   timestamptz NOT NULL,
  real_to     timestamptz NOT NULL,
  domain_from timestamptz NOT NULL,
  domain_to   timestamptz NOT NULL,
  -- The last message that was stored before the return, and how many waited then.
  inbox_before bigint NOT NULL,
  left_waiting integer NOT NULL
);
CREATE INDEX outages_waiting ON outages (id) WHERE state = 'waiting';

-- One row: the auditor's last round, and how far its walks over all cases and all checkpoints have come.
CREATE TABLE audit_round (
  id         integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  at         timestamptz NOT NULL,
  walked     integer NOT NULL DEFAULT 0,
  verified   integer NOT NULL DEFAULT 0,
  checkpoint integer NOT NULL DEFAULT 0
);

-- What is wrong (`well_at` is null), or was. The desk is told of each at most once a day, by the institution's days.
CREATE TABLE audit_findings (
  kind     text NOT NULL,
  subject  text NOT NULL,
  about    jsonb NOT NULL,
  since    timestamptz NOT NULL,
  seen_at  timestamptz NOT NULL,
  well_at  timestamptz,
  told_on  date,
  PRIMARY KEY (kind, subject)
);
CREATE INDEX audit_findings_open ON audit_findings (kind) WHERE well_at IS NULL;
