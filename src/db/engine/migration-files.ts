// The migrations that come with this version, as files.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type MigrationFault =
  | { reason: 'bad-name' | 'same-number' | 'newer' | 'changed'; names: string[] }
  /** Whose number is before that of `latest`, which was applied. */
  | { reason: 'late'; names: string[]; latest: string }
  | { reason: 'failed'; names: string[]; why: string }

/** The database and the files of this version do not belong together. The message says what to do. */
export class MigrationError extends Error {
  override name = 'MigrationError'
  constructor(
    readonly fault: MigrationFault,
    says: string,
    options?: ErrorOptions,
  ) {
    super(says, options)
  }
}

/** The folder that comes with this version. */
export const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url))

export interface Migration {
  name: string
  text: string
  sha256: string
}

/** In the order in which they are applied. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  for (const [index, name] of names.entries()) {
    if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name))
      throw new MigrationError(
        { reason: 'bad-name', names: [name] },
        `${name}: a migration is called NNNN_some_name.sql`,
      )
    const next = names[index + 1]
    if (next?.slice(0, 4) === name.slice(0, 4))
      throw new MigrationError(
        { reason: 'same-number', names: [name, next] },
        `${name} and ${next} have the same number`,
      )
  }
  return Promise.all(names.map((name) => readMigration(folder, name)))
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  // A checkout with other line ends is the same file.
  const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
  return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
}
