// The empty, migrated database that a fresh embedded one begins as: making it takes five seconds, unpacking it a part of
// one. It is one packed file, which is there wholly or not at all, and named after what it was made of.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { migrationsFolder, readMigrations } from './migration-files.ts'

/** Where an installation keeps what it has made; not there, or not writable, where it was made elsewhere. */
export const TEMPLATE_CACHE = fileURLToPath(new URL('../../../node_modules/.cache/zhiban', import.meta.url))

/** What else a template depends on: its own form. */
const FORM = 1

/** The file for this version's migrations and engine, whether it is there or not. */
export async function templateFile(cache = TEMPLATE_CACHE, migrations = migrationsFolder): Promise<string> {
  const hash = createHash('sha256').update(`${FORM} ${engineVersion()}\n`)
  for (const { name, sha256 } of await readMigrations(migrations)) hash.update(`${name} ${sha256}\n`)
  return join(cache, `database-${hash.digest('hex').slice(0, 16)}.gz`)
}

/**
 * Makes the database folder `folder`, which must not be there, out of the template. A process that is killed meanwhile
 * leaves no such folder behind. Throws where the template cannot be read or is not whole; then nothing is made.
 */
export function unpackTemplate(file: string, folder: string): void {
  const draft = `${folder}.unpacked`
  rmSync(draft, { recursive: true, force: true })
  try {
    unpack(gunzipSync(readFileSync(file)), draft)
    renameSync(draft, folder)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Writes the closed database in `folder` to `file`, at once. */
export function packTemplate(folder: string, file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  try {
    writeFileSync(draft, gzipSync(packed(folder)))
    renameSync(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
}

export const isThere = (file: string): boolean => existsSync(file)

/** A line that names folders and the sizes of files; then what is in the files, one after the other. */
interface Contents {
  folders: string[]
  files: [name: string, size: number][]
}

function packed(folder: string): Buffer {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => ({
    name: join(entry.parentPath, entry.name).slice(folder.length + 1),
    isFolder: entry.isDirectory(),
  }))
  const folders = found.filter(({ isFolder }) => isFolder).map(({ name }) => name)
  const read = found
    .filter(({ isFolder }) => !isFolder)
    .map(({ name }) => [name, readFileSync(join(folder, name))] as const)
  const contents: Contents = { folders: folders.sort(), files: read.map(([name, bytes]) => [name, bytes.length]) }
  return Buffer.concat([Buffer.from(`${JSON.stringify(contents)}\n`), ...read.map(([, bytes]) => bytes)])
}

function unpack(bytes: Buffer, folder: string): void {
  let at = bytes.indexOf('\n') + 1
  const { folders, files } = JSON.parse(bytes.toString('utf8', 0, at)) as Contents
  const whole = files.reduce((sum, [, size]) => sum + size, at)
  if (whole !== bytes.length) throw new Error(`${bytes.length} bytes where ${whole} should be`)
  // As the server wants its folder: nobody else's to read.
  mkdirSync(folder, { mode: 0o700 })
  for (const name of folders) mkdirSync(join(folder, name), { mode: 0o700 })
  for (const [name, size] of files) {
    writeFileSync(join(folder, name), bytes.subarray(at, at + size), { mode: 0o600 })
    at += size
  }
}

function engineVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8')) as { version: string }
  return version
}
