// The product as a child process: what it prints, how it ends, and how to reach it while it runs.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Only what a command needs of this process's environment: nobody's settings leak into a test. */
const BARE = { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'warn', PORT: '0', NO_COLOR: '1' }

export interface Ended {
  status: number | null
  signal: string | null
  out: string
  err: string
}

export interface Child {
  pid: number
  out(): string
  /** Resolves with the first match once it is printed; rejects where the process ends without. */
  printed(pattern: RegExp): Promise<RegExpExecArray>
  kill(signal: NodeJS.Signals): void
  ended: Promise<Ended>
}

/** `zhiban …args`, on the environment that is given (see `freshPlace().env`). */
export function startZhiban(args: string[], env: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, ['launch/zhiban.mjs', ...args], {
    cwd: ROOT,
    env: { ...BARE, ...env } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  const waiting = new Set<() => void>()
  const listen = (part: 'out' | 'err') => (chunk: Buffer) => {
    said[part] += chunk.toString()
    for (const look of [...waiting]) look()
  }
  child.stdout.on('data', listen('out'))
  child.stderr.on('data', listen('err'))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status, signal) => resolve({ status, signal, ...said }))
  })
  return {
    pid: child.pid ?? 0,
    out: () => said.out,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(said.out)
          if (match === null) return
          waiting.delete(look)
          resolve(match)
        }
        waiting.add(look)
        look()
        ended.then(() => reject(new Error(`ended without saying ${pattern}: ${said.out}${said.err}`)), reject)
      }),
    kill: (signal) => void child.kill(signal),
    ended,
  }
}

export const zhiban = (args: string[], env: Record<string, string> = {}): Promise<Ended> => startZhiban(args, env).ended
