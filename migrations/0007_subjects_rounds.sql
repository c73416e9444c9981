-- What an event or a clock is about: a case today, later also what has a number of its own (tasks, patrols, reports).
ALTER TABLE events ADD COLUMN subject text NOT NULL DEFAULT 'case';
ALTER TABLE events DROP CONSTRAINT events_pkey;
ALTER TABLE events ADD PRIMARY KEY (case_number, seq, subject);
ALTER TABLE clocks ADD COLUMN subject text NOT NULL DEFAULT 'case';
ALTER TABLE clocks DROP CONSTRAINT clocks_case_number_fkey;

-- What ledgers ask of a clock without reading its case. `department` and `level`: of the case when the clock last changed; for
-- clocks of before, as of this migration. `late`: it was past its due instant when it ended; null as long as it lives.
ALTER TABLE clocks
  ADD COLUMN owner      text,
  ADD COLUMN department text,
  ADD COLUMN level      integer,
  ADD COLUMN started_at timestamptz,
  ADD COLUMN met_at     timestamptz,
  ADD COLUMN late       boolean;
UPDATE clocks SET
  owner      = kept.clock ->> 'owner',
  department = kept.lead_department,
  level      = kept.level,
  started_at = (kept.clock ->> 'startedAt')::timestamptz,
  met_at     = (kept.clock ->> 'metAt')::timestamptz,
  late       = coalesce(kept.clock ->> 'metAt', kept.clock ->> 'cancelledAt')::timestamptz > due_at
FROM (SELECT number, level, lead_department, jsonb_array_elements(state -> 'clocks') AS clock FROM cases) AS kept
WHERE kept.number = case_number AND kept.clock ->> 'id' = id;

-- A case's rounds: one from its opening, one from each reopening. A reopening takes draft and publication out of the case's
-- state; here they stay to be counted.
CREATE TABLE case_rounds (
  case_number     integer NOT NULL REFERENCES cases,
  round           integer NOT NULL,
  begun_at        timestamptz NOT NULL,
  -- opened, person or rebound
  cause           text NOT NULL,
  level           integer NOT NULL,
  lead_department text,
  -- The last assignment; the first claim, response and draft.
  assigned_at     timestamptz,
  claimed_at      timestamptz,
  responded_at    timestamptz,
  drafted_at      timestamptz,
  drafts          integer NOT NULL,
  sent_back       integer NOT NULL,
  approved_at     timestamptz,
  answered_at     timestamptz,
  -- link or private
  answered_by     text,
  ended_at        timestamptz,
  -- closed or dismissed
  ending          text,
  PRIMARY KEY (case_number, round)
);
CREATE INDEX case_rounds_begun ON case_rounds (begun_at);
CREATE INDEX case_rounds_answered ON case_rounds (answered_at) WHERE answered_at IS NOT NULL;

INSERT INTO case_rounds
WITH numbered AS (
  SELECT case_number, seq, type, at, data,
    (1 + count(*) FILTER (WHERE type = 'reopened') OVER (PARTITION BY case_number ORDER BY seq))::integer AS round
  FROM events
  WHERE subject = 'case'
), gathered AS (
  SELECT case_number, round, max(seq) AS last_seq,
    min(at) FILTER (WHERE type IN ('opened', 'reopened')) AS begun_at,
    coalesce(min(data ->> 'cause') FILTER (WHERE type = 'reopened'), 'opened') AS cause,
    max(at) FILTER (WHERE type = 'assigned') AS assigned_at,
    min(at) FILTER (WHERE type = 'claimed') AS claimed_at,
    min(at) FILTER (WHERE type = 'responded') AS responded_at,
    min(at) FILTER (WHERE type = 'drafted') AS drafted_at,
    (count(*) FILTER (WHERE type = 'drafted'))::integer AS drafts,
    (count(*) FILTER (WHERE type = 'sent-back'))::integer AS sent_back,
    max(at) FILTER (WHERE type = 'approved') AS approved_at,
    max(at) FILTER (WHERE type = 'published') AS answered_at,
    max(data ->> 'way') FILTER (WHERE type = 'published') AS answered_by,
    max(at) FILTER (WHERE type IN ('closed', 'dismissed')) AS ended_at,
    max(type) FILTER (WHERE type IN ('closed', 'dismissed')) AS ending
  FROM numbered
  GROUP BY case_number, round
)
SELECT case_number, round, begun_at, cause,
  -- A level that is raised right before a reopening is the next round's.
  (SELECT (data ->> 'level')::integer FROM events AS e
   WHERE e.case_number = g.case_number AND e.seq <= g.last_seq AND type IN ('opened', 'level-set') AND subject = 'case'
     AND NOT (e.seq = g.last_seq AND EXISTS (
       SELECT 1 FROM events AS next
       WHERE next.case_number = e.case_number AND next.seq = e.seq + 1 AND next.type = 'reopened' AND next.subject = 'case'))
   ORDER BY e.seq DESC LIMIT 1),
  (SELECT data ->> 'lead' FROM events AS e
   WHERE e.case_number = g.case_number AND e.seq <= g.last_seq AND type = 'assigned' AND subject = 'case'
   ORDER BY e.seq DESC LIMIT 1),
  assigned_at, claimed_at, responded_at, drafted_at, drafts, sent_back, approved_at, answered_at, answered_by, ended_at, ending
FROM gathered AS g
WHERE begun_at IS NOT NULL AND EXISTS (SELECT 1 FROM cases WHERE number = case_number);
