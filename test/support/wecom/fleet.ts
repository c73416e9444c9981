// Instances of the service as processes on one database and one emulated platform, to be killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { compiled } from '../compiled.ts'
import type { WecomPlatform } from './platform.ts'

export interface Member {
  name: string
  url: string
  /** What it has printed: its log. */
  out(): string
}

export class Fleet {
  private readonly children = new Map<string, ChildProcess>()
  private readonly all: Member[] = []
  private count = 0

  constructor(
    private readonly platform: WecomPlatform,
    private readonly env: Record<string, string>,
    private readonly robots: Record<string, string> = {},
  ) {}

  /** Resolves once it listens; it is not connected yet. */
  async start(): Promise<Member> {
    this.count += 1
    const name = `m${this.count}`
    const settings = this.platform.settings({ address: `${this.platform.address}/?by=${name}`, robots: this.robots })
    const { PATH, HOME } = process.env
    const script = await compiled('test/support/wecom/serve.ts')
    const child = spawn(process.execPath, ['--enable-source-maps', script], {
      env: { PATH, HOME, ...this.env, EMULATED_WECOM: JSON.stringify(settings) } as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.children.set(name, child)
    let out = ''
    const url = await new Promise<string>((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        out += chunk.toString()
        const found = /"url":"(http[^"]+)"\}\n/u.exec(out)
        if (found) resolve(found[1] ?? '')
      }
      child.stdout?.on('data', listen)
      child.stderr?.on('data', listen)
      // Killed while it starts, it is nobody's to wait for.
      child.once('close', () => resolve(''))
      child.once('error', reject)
    })
    const member = { name, url, out: () => out }
    this.all.push(member)
    return member
  }

  /** Names of those that run, or are about to. */
  get living(): string[] {
    return [...this.children.keys()]
  }

  /** All that were ever started. */
  get logs(): string {
    return this.all.map(({ out }) => out()).join('\n')
  }

  async end(name: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.children.get(name)
    if (child === undefined) return
    this.children.delete(name)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'close')
  }

  async endAll(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await Promise.all(this.living.map((name) => this.end(name, signal)))
  }
}
