// A disk that is soon full: a small file system in the mount namespace of a process that holds it, for root and others.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  folder: string
  /** Takes up all but so many bytes. */
  fill(left: number): Promise<void>
  /** Gives back what `fill` has taken. */
  free(): Promise<void>
  dispose(): Promise<void>
}

/** Rejects with what to do where the machine permits no mount (Linux with user namespaces, or root). */
export async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const point = await mkdtemp(join(tmpdir(), 'zhiban-disk-'))
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  const script = `mount -t tmpfs -o size=${megabytes}m tmpfs "$0" && echo mounted && exec sleep infinity`
  const holder = spawn('unshare', [...asRoot, '--mount', 'sh', '-c', script, point], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let why = ''
  holder.stderr.on('data', (chunk: Buffer) => {
    why += chunk.toString()
  })
  const ended = once(holder, 'close').catch((error: unknown) => [String(error)])
  const [said] = await Promise.race([once(holder.stdout, 'data'), ended])
  if (!String(said).includes('mounted'))
    throw new Error(`No small disk can be mounted here (${said} ${why}): run this as root, or permit user namespaces.`)
  const folder = `/proc/${holder.pid}/root${point}`
  const ballast = join(folder, 'ballast')
  return {
    folder,
    async fill(left) {
      const { bavail, bsize } = await statfs(folder)
      await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - left)))
    },
    free: () => rm(ballast, { force: true }),
    async dispose() {
      holder.kill('SIGKILL')
      await ended
      await rm(point, { recursive: true })
    },
  }
}
