-- What a channel keeps for a while only (which sends were tried, what was looked up) is deleted when that is over.
ALTER TABLE channel_keeping ADD COLUMN expires_at timestamptz;
UPDATE channel_keeping SET expires_at = now() + interval '30 days' WHERE key ~ '^(said|send|urged|anew|thread|takeover|turn):';
CREATE INDEX channel_keeping_expiring ON channel_keeping (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX sessions_expiring ON sessions (expires_at);
CREATE INDEX sign_in_links_expiring ON sign_in_links (expires_at);
CREATE INDEX bundle_items_by_release ON bundle_items (release);
