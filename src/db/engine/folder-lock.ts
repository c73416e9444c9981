// Who holds a data folder: two processes on one embedded database would lose data without an error.
import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, readlink, rename, stat, unlink, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isRunning, startOf } from './process-life.ts'

/** Another process holds the folder. The message says which, and what to do. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError'
  constructor(
    readonly folder: string,
    readonly pid: number | null,
    detail: string,
  ) {
    super(detail)
  }
}

/**
 * Takes the folder (made if missing) for this process and returns what gives it back. The lock is the file
 * `zhiban.pid`; it is stolen only from a process that is dead. Throws a FolderInUseError otherwise.
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'zhiban.pid')
  const mine = { token: randomUUID(), pid: process.pid, startedAt: await startOf(process.pid), place: await placeOf() }
  const draft = `${file}.${mine.token}`
  await writeDurably(draft, JSON.stringify(mine))
  try {
    while (!(await take(folder, file, draft))) {
      // The lock changed hands while we looked at it: look again.
    }
  } finally {
    await unlink(draft).catch(ignoreMissing)
  }
  const heartbeat = setInterval(() => {
    const now = new Date()
    // A missed beat is made good by the next one; a folder that is gone shows itself in the database.
    utimes(file, now, now).catch(() => {})
  }, BEAT_MS).unref()
  return async () => {
    clearInterval(heartbeat)
    const holder = await readHolder(folder, file)
    if (holder?.token === mine.token) await unlink(file).catch(ignoreMissing)
  }
}

interface Holder {
  token: string
  pid: number
  /** Ticks since boot at which the process began, so that a recycled pid is not mistaken for it; null where unknown. */
  startedAt: string | null
  /** Host, boot and process namespace in which `pid` means something. */
  place: string
}

const BEAT_MS = 5_000
const SILENT_MS = 30_000

/**
 * Tries once; false means "look again". `link` makes the whole file appear at once or fails. A dead holder is
 * replaced by whoever first takes the heir file named after its token, so that of two stealers one wins; a stealer that
 * died is itself inherited from, in the same way.
 */
async function take(folder: string, file: string, draft: string): Promise<boolean> {
  if (await linked(draft, file)) return true
  const dead = await deadHolder(folder, file)
  if (dead === null) return false

  const heirs: string[] = []
  for (let last = dead; ; ) {
    const heir = `${file}.heir-of-${last.token}`
    heirs.push(heir)
    if (await linked(draft, heir)) break
    const next = await deadHolder(folder, heir)
    if (next === null) return false
    last = next
  }
  // Only the heir may replace the lock, but it may have been replaced, and the heirs cleared, before we became one.
  const current = await readHolder(folder, file)
  const stillDead = current?.token === dead.token
  if (stillDead) await rename(draft, file)
  const done = stillDead ? heirs : heirs.slice(-1)
  for (const heir of done) await unlink(heir).catch(ignoreMissing)
  return stillDead
}

/** The holder in `file` if it is dead, null if there is none any more. Throws if it is alive or cannot be told. */
async function deadHolder(folder: string, file: string): Promise<Holder | null> {
  const holder = await readHolder(folder, file)
  if (holder === null || !(await isAlive(holder, file))) return holder
  const who = holder.pid === process.pid ? `this process (pid ${holder.pid})` : `process ${holder.pid}`
  throw new FolderInUseError(
    folder,
    holder.pid,
    `The data folder ${folder} is held by ${who}. Stop it first; to run several instances, set DATABASE_URL to a PostgreSQL database.`,
  )
}

async function isAlive(holder: Holder, file: string): Promise<boolean> {
  const place = await placeOf()
  if (holder.place !== place) {
    // Another container or host: its pids say nothing here, its heartbeat does. After a reboot nobody is left.
    if (rebooted(holder.place, place)) return false
    const beat = await stat(file).catch(ignoreMissing)
    return beat !== undefined && Date.now() - beat.mtimeMs < SILENT_MS
  }
  return isRunning(holder.pid, holder.startedAt)
}

async function readHolder(folder: string, file: string): Promise<Holder | null> {
  const text = await readFile(file, 'utf8').catch(ignoreMissing)
  if (text === undefined) return null
  try {
    return JSON.parse(text) as Holder
  } catch {
    throw new FolderInUseError(
      folder,
      null,
      `The lock file ${file} cannot be read, so nobody can tell who holds the folder. If no other process uses it, delete that file.`,
    )
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx')
  try {
    await handle.writeFile(text)
    // Else a power cut could leave an empty lock file, of which nobody can tell whose it is.
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function placeOf(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '')
  return [hostname(), boot.trim(), namespace].join(' ')
}

function rebooted(before: string, now: string): boolean {
  const [host, boot] = before.split(' ')
  const [hostNow, bootNow] = now.split(' ')
  return host === hostNow && boot !== '' && boot !== bootNow
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code

function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
}
