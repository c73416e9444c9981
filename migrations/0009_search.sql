-- A case is found by more than its title: its place, the number of the superior's paper, and the addresses of its posts (without
-- their scheme) stand in `also`, a line each, and in `grams` beside the title. What an instance of the version before writes during
-- a rolling restart is found by its title alone, until the case changes again.
ALTER TABLE case_titles ADD COLUMN also text NOT NULL DEFAULT '';

UPDATE case_titles SET also = found.also
FROM (
  SELECT number, concat_ws(E'\n', state ->> 'place', state -> 'order' ->> 'number', (
    SELECT string_agg(DISTINCT regexp_replace(address, '^https?://', '', 'i'), E'\n')
    FROM jsonb_array_elements(state -> 'posts') WITH ORDINALITY AS posts(post, n),
      LATERAL (VALUES (post ->> 'url'), (post ->> 'canonicalUrl')) AS addresses(address)
    WHERE n <= 50 AND address IS NOT NULL)) AS also
  FROM cases
) AS found
WHERE found.number = case_number AND found.also <> '';

UPDATE case_titles SET grams = coalesce((
  SELECT array_agg(DISTINCT substr(lower(title || E'\n' || also), i, 2))
  FROM generate_series(1, length(title) + length(also)) AS i), '{}')
WHERE also <> '';
