// The processes of a drill: the platform, and the instances that are killed and started again.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Answer, Ask } from './instance.ts'
import type { Order, PlatformRecord, Side, Word } from './platform.ts'
import type { Random } from './random.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const STARTS_WITHIN_MS = 30_000

export interface Platform {
  url: string
  order(order: Order): void
  /** The next request that is held on the side that was armed; null where none came within the time. */
  held(withinMs: number): Promise<{ side: Side; instance: string } | null>
  record(): Promise<PlatformRecord>
  stop(): void
}

export async function startPlatform(folder: string, seed: number): Promise<Platform> {
  const child = start('platform.ts', [String(seed)], join(folder, 'platform.log'), process.env)
  const port = await firstWord(child, 'the platform', (word: Word) => ('ready' in word ? word.ready : null))
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    order: (order) => child.send(order),
    held: (withinMs) =>
      heard(child, withinMs, (word: Word) => ('held' in word ? { side: word.held, instance: word.instance } : null)),
    record: async () => (await (await fetch(`${url}/record`)).json()) as PlatformRecord,
    stop: () => child.kill('SIGKILL'),
  }
}

export interface Span {
  fromMs: number
  toMs: number
}

export interface Fleet {
  /** Addresses of the instances that were up when last seen. */
  urls(): string[]
  up(): string[]
  /** Kills it as `kill -9` does; it is started again after a while. False where it is down already. */
  kill(name: string): Promise<boolean>
  /** From each kill until that instance was ready again. */
  downs: (Span & { name: string })[]
  /** Ends that nobody had asked for. */
  crashes: string[]
  /** Resolves when no instance is down; rejects where one does not come up. */
  whole(): Promise<void>
  /** What is left to do, of what is not on its way already or of all; NaN where no instance answers. */
  left(of: 'pending' | 'owed'): Promise<number>
  stop(): Promise<void>
}

export interface FleetOptions {
  names: string[]
  folder: string
  environment: Record<string, string>
  random: Random
}

interface Member {
  name: string
  child: ChildProcess | null
  url: string | null
  killed: boolean
  coming: Promise<void>
}

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const members = options.names.map(
    (name): Member => ({ name, child: null, url: null, killed: false, coming: Promise.resolve() }),
  )
  const state: State = { options, members, downs: [], crashes: [], stopping: false }
  for (const member of members) await bringUp(state, member)
  return {
    urls: () => members.flatMap(({ url }) => url ?? []),
    up: () => members.filter(({ url }) => url !== null).map(({ name }) => name),
    kill: (name) => kill(state, name),
    downs: state.downs,
    crashes: state.crashes,
    whole: async () => void (await Promise.all(members.map(({ coming }) => coming))),
    left: async (of) => left(members, of),
    stop: async () => stop(state),
  }
}

interface State {
  options: FleetOptions
  members: Member[]
  downs: (Span & { name: string })[]
  crashes: string[]
  stopping: boolean
}

async function bringUp(state: State, member: Member): Promise<void> {
  const { folder, environment } = state.options
  const env = { ...process.env, ...environment, DRILL_INSTANCE: member.name }
  const child = start('instance.ts', [], join(folder, `${member.name}.log`), env)
  member.child = child
  member.killed = false
  child.once('exit', (code, signal) => {
    member.url = null
    if (member.killed || state.stopping) return
    state.crashes.push(`${member.name} ended by itself (${signal ?? code}); see its log`)
    state.downs.push({ name: member.name, fromMs: Date.now(), toMs: Number.POSITIVE_INFINITY })
  })
  member.url = await firstWord(child, member.name, (word: Answer) => ('url' in word ? word.url : null))
}

async function kill(state: State, name: string): Promise<boolean> {
  const member = state.members.find((each) => each.name === name)
  if (!member?.child || member.url === null) return false
  const { child } = member
  const down = { name, fromMs: Date.now(), toMs: Number.POSITIVE_INFINITY }
  state.downs.push(down)
  member.killed = true
  member.url = null
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
  member.coming = pause(state.options.random.between(200, 2_000))
    .then(() => bringUp(state, member))
    .then(() => {
      down.toMs = Date.now()
    })
  // Whoever waits for the fleet to be whole is told; until then nobody may be listening.
  member.coming.catch(() => {})
  return true
}

async function left(members: Member[], of: 'pending' | 'owed'): Promise<number> {
  const asked = members.find(({ url }) => url !== null)
  if (!asked?.child) return Number.NaN
  const { child } = asked
  child.send({ ask: of } satisfies Ask)
  return (await heard(child, 5_000, (word: Answer) => ('left' in word ? word.left : null))) ?? Number.NaN
}

async function stop(state: State): Promise<void> {
  state.stopping = true
  const running = state.members.flatMap(({ child }) =>
    child && child.exitCode === null && child.signalCode === null ? [child] : [],
  )
  await Promise.all(
    running.map(async (child) => {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      if (child.connected) child.send({ ask: 'stop' } satisfies Ask)
      await Promise.race([ended, pause(15_000)])
      child.kill('SIGKILL')
    }),
  )
}

/** One process, without a shell or a loader's parent above it, so that killing it kills all of it. */
function start(file: string, args: string[], log: string, env: NodeJS.ProcessEnv): ChildProcess {
  const output = openSync(log, 'a')
  const script = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', output, output, 'ipc'],
  })
  closeSync(output)
  return child
}

async function firstWord<W, T>(child: ChildProcess, name: string, read: (word: W) => T | null): Promise<T> {
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`${name} did not start (${signal ?? code}); see its log`)))
  })
  const word = await Promise.race([heard(child, STARTS_WITHIN_MS, read), ended])
  ended.catch(() => {})
  if (word === null) throw new Error(`${name} did not start within ${STARTS_WITHIN_MS / 1_000} s; see its log`)
  return word
}

function heard<W, T>(child: ChildProcess, withinMs: number, read: (word: W) => T | null): Promise<T | null> {
  return new Promise((resolve) => {
    const done = (value: T | null) => {
      clearTimeout(timer)
      child.off('message', listen)
      resolve(value)
    }
    const listen = (word: unknown) => {
      const value = read(word as W)
      if (value !== null) done(value)
    }
    const timer = setTimeout(() => done(null), withinMs)
    child.on('message', listen)
  })
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
