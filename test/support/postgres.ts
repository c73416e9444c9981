// A PostgreSQL server of one's own that is thrown away afterwards: for tests, benchmarks and the crash drill.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import postgres from 'postgres'

export interface Server {
  /** The database `zhiban`, empty. */
  url: string
  /** The database `postgres`, for CREATE DATABASE and the like. */
  adminUrl: string
  /** Kills the server as `kill -9` would kill its sessions, recovers and serves again on the same port. */
  restart(): Promise<void>
  /** Kills the server, which stays away until `resume`. */
  halt(): Promise<void>
  /** Serves again on the same port, recovered. */
  resume(): Promise<void>
  /** Stops it and removes its files. Happens by itself when this process ends, however it ends. */
  stop(): Promise<void>
}

export interface ServerOptions {
  /** Keep fsync and synchronous_commit on: slower, and what production does. */
  durable?: boolean
}

/** The programs are not on this machine and may not be installed. */
export class NoPostgresError extends Error {
  override name = 'NoPostgresError'
}

/**
 * Starts a server on a free port of 127.0.0.1. Where the programs are missing, installs them if this is a Debian
 * machine, we are root, and CI or ZHIBAN_INSTALL_POSTGRES=1 is set; otherwise throws a NoPostgresError.
 */
export async function startPostgres({ durable = false }: ServerOptions = {}): Promise<Server> {
  const programs = findPrograms() ?? installPrograms()
  const owner = serverUser()
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-postgres-'))
  const sockets = join(folder, 'sockets')
  mkdirSync(sockets)
  if (owner) for (const path of [folder, sockets]) chownSync(path, owner.uid, owner.gid)
  const watchdog = watch(folder)
  const run = (program: string, ...args: string[]) => runProgram(join(programs, program), args, owner)
  const data = join(folder, 'data')
  try {
    run(
      'initdb',
      '-D',
      data,
      '-U',
      'postgres',
      '--encoding=UTF8',
      '--auth=trust',
      `--locale=${localeToUse()}`,
      '--no-sync',
    )
    const settingsOf = (port: number) => settings(port, sockets, durable)
    const port = await startOnFreePort((port) =>
      run('pg_ctl', 'start', '-w', '-D', data, '-l', join(folder, 'log'), '-o', settingsOf(port)),
    )
    const adminUrl = `postgres://postgres@127.0.0.1:${port}/postgres`
    const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
    await admin`CREATE DATABASE zhiban`
    await admin.end()
    return {
      url: `postgres://postgres@127.0.0.1:${port}/zhiban`,
      adminUrl,
      restart: async () => run('pg_ctl', 'restart', '-w', '-m', 'immediate', '-D', data, '-l', join(folder, 'log')),
      halt: async () => run('pg_ctl', 'stop', '-w', '-m', 'immediate', '-D', data),
      resume: async () => run('pg_ctl', 'start', '-w', '-D', data, '-l', join(folder, 'log'), '-o', settingsOf(port)),
      stop: watchdog.release,
    }
  } catch (error) {
    await watchdog.release()
    throw error
  }
}

/** Whether a server can be started here without installing anything. */
export const hasPostgres = (): boolean => findPrograms() !== null

function findPrograms(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  const complete = (folder: string) => ['initdb', 'pg_ctl', 'postgres'].every((name) => existsSync(join(folder, name)))
  return folders.find(complete) ?? null
}

function installPrograms(): string {
  const asked = Boolean(process.env.CI) || process.env.ZHIBAN_INSTALL_POSTGRES === '1'
  if (!asked || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new NoPostgresError(
      'PostgreSQL is not installed here. Install it (Debian: apt-get install postgresql), or run as root with ZHIBAN_INSTALL_POSTGRES=1.',
    )
  }
  try {
    aptGet('update', '-qq')
    aptGet('install', '-y', '-qq', '--no-install-recommends', 'postgresql')
  } catch (error) {
    throw new NoPostgresError(`PostgreSQL is not installed here, and installing it failed: ${String(error)}`)
  }
  const found = findPrograms()
  if (found === null)
    throw new NoPostgresError('The package postgresql was installed, but its programs were not found.')
  return found
}

function aptGet(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

interface User {
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root, so root runs it as somebody else. Null: as ourselves. */
function serverUser(): User | null {
  if (process.getuid?.() !== 0) return null
  const entry = (name: string) =>
    readFileSync('/etc/passwd', 'utf8').match(new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm'))
  const found = entry('postgres') ?? entry('nobody')
  if (!found) throw new NoPostgresError('There is no user postgres and no user nobody to run PostgreSQL as.')
  return { uid: Number(found[1]), gid: Number(found[2]) }
}

function runProgram(program: string, args: string[], owner: User | null): void {
  try {
    // The server inherits these handles; a pipe would never end, so its words go to the log file instead.
    execFileSync(program, args, {
      ...owner,
      cwd: tmpdir(),
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    })
  } catch (error) {
    throw new Error(`${program} failed: ${String((error as { stderr?: unknown }).stderr)}`, { cause: error })
  }
}

/** By character code, as the embedded engine sorts; macOS has no C.UTF-8, and its C serves as well. */
const localeToUse = (): string => (process.platform === 'linux' ? 'C.UTF-8' : 'C')

function settings(port: number, sockets: string, durable: boolean): string {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: sockets,
    max_connections: 200,
    // Not UTC, so that a query that relies on the server's zone shows itself.
    timezone: 'Asia/Shanghai',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(values)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
}

async function startOnFreePort(start: (port: number) => void): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      start(port)
      return port
    } catch (error) {
      // Somebody may have taken the port in between.
      if (attempt === 3) throw error
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/**
 * A shell that waits for its input to end, which happens when this process ends in whatever way, kill -9 included; it
 * then stops the server and removes the folder. Stopping on purpose is closing that input.
 */
function watch(folder: string): { release(): Promise<void> } {
  // The server removes its pid file last. (Asking for the process instead could wait for a zombie nobody buries.)
  const script = `cat > /dev/null
    file="$1/data/postmaster.pid"
    [ -e "$file" ] && kill -QUIT "$(head -n 1 "$file")" 2> /dev/null
    for i in 1 2 3 4 5 6 7 8 9 10; do [ -e "$file" ] && sleep 0.2; done
    rm -rf "$1"`
  const shell = spawn('sh', ['-c', script, 'sh', folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()))
  shell.unref()
  ;(shell.stdin as Socket).unref()
  return {
    release: async () => {
      shell.ref()
      shell.stdin.end()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
