-- Messages that still offer something to do, by their case: looked at when its card is shown anew. A message leaves the index
-- once it has nothing to offer (shown = 2). And long texts by their case: each is said whole once in a place.
CREATE INDEX outbox_asks ON outbox (case_number) WHERE kind = 'say' AND state = 'sent' AND shown = 1;
CREATE INDEX outbox_long ON outbox (case_number) WHERE length(notice ->> 'text') > 300;
