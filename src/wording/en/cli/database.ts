// Why the database of the desk cannot be used, and what to do.
import type { CommandLine } from '../../cli.ts'

const silent = (where: string) =>
  `The database ${where} does not answer. Check the network and the firewall, and DATABASE_URL.`
const unreachable = (where: string) =>
  `The database's host ${where} cannot be reached. Check the network, and DATABASE_URL.`

export const database: CommandLine['database'] = {
  migrations: {
    'bad-name': (names) => `${names.join(', ')}: a migration is called NNNN_some_name.sql`,
    'same-number': (names) => `${names.join(' and ')} have the same number`,
    newer: (names) =>
      `This database was migrated by a newer version (it has ${names.join(', ')}). Run that version or a later one.`,
    changed: (names) =>
      `${names.join(', ')} changed after it was applied to this database. Restore the file and put the change into a new migration.`,
    late: (names, latest) => `${names.join(', ')} comes after ${latest} was applied. Give it the next free number.`,
    failed: (names, why) => `${names.join(', ')} failed, so nothing was applied: ${why}`,
  },
  noRoom: (folder, free, needed) =>
    `The disk of ${folder} has ${free} MB left, and the embedded database needs ${needed} MB to run: free some space (nothing is lost), then start again.`,
  badEncoding: (encoding) =>
    `The database has the encoding ${encoding}; it must be UTF8. Make a new database with UTF8.`,
  tooOld: (version, oldest) => `PostgreSQL ${version} is too old; ${oldest} is the oldest. Please update it.`,
  away: {
    ECONNREFUSED: (where) =>
      `The database ${where} refuses connections. See that PostgreSQL runs, and check host and port in DATABASE_URL.`,
    ENOTFOUND: (where) => `There is no host ${where} for the database. Check DATABASE_URL.`,
    EAI_AGAIN: (where) =>
      `The database's host ${where} cannot be looked up now. Check the network and DNS, and try again later.`,
    EHOSTUNREACH: unreachable,
    ENETUNREACH: unreachable,
    ETIMEDOUT: silent,
    CONNECT_TIMEOUT: silent,
    '28P01': () => 'The database does not take the user or the password of DATABASE_URL. Check them.',
    '28000': () => 'The database does not let the user of DATABASE_URL in. Check the name, and pg_hba.conf.',
    '3D000': () => 'There is no database of the name in DATABASE_URL. Make it, or check the name.',
    '53300': () => 'The database has no connection left. Stop what is not needed, or raise max_connections.',
    '57P03': () => 'The database is starting or stopping. Try again later.',
    '53100': () => "The database's disk is full. Free some space, then try again.",
    ENOSPC: () => 'The disk is full. Free some space (nothing is lost), then try again.',
  },
}
