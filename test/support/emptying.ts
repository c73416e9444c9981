// How a test's database is emptied, and how to tell that it is otherwise as it was.

/** Without firing triggers and in any order; TRUNCATE would make new files for every table and index. */
export const EMPTY = `
  SET session_replication_role = replica;
  DO $$
  DECLARE name text;
  BEGIN
    FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                WHERE schemaname = 'public' AND tablename <> 'zhiban_migrations' LOOP
      EXECUTE 'DELETE FROM ' || name;
    END LOOP;
    PERFORM setval(seqrelid::regclass, seqstart, false) FROM pg_sequence;
  END $$;
  RESET ALL;
  UNLISTEN *;
`

/** Deleted rows are still read past: after so many tests they are cleared away. */
export const VACUUM_EVERY = 20

/** Changes when a test has made, altered or dropped a table, an index, a trigger or a function. */
export const catalogue = `
  SELECT (SELECT string_agg(oid || ':' || xmin, ',' ORDER BY oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind NOT IN ('S')) AS tables,
         (SELECT string_agg(oid || ':' || xmin, ',' ORDER BY oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace) AS functions,
         (SELECT string_agg(oid || ':' || xmin, ',' ORDER BY oid) FROM pg_trigger) AS triggers`
