// The command line within the test's own process: what it prints and how it would end.
import { onTestFinished, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'

export interface Ran {
  status: number
  out: string
  err: string
}

/** `zhiban …args` on this environment, in English unless that says otherwise; for what ends by itself. */
export async function zhiban(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const said = { out: '', err: '' }
  const before = process.exitCode
  const listeners = SIGNALS.map((signal) => new Set(process.listeners(signal)))
  process.exitCode = 0
  // Where the test's time is over before the command is.
  onTestFinished(restore)
  for (const [name, value] of Object.entries({
    ZHIBAN_LANG: 'en',
    LOG_LEVEL: 'warn',
    PORT: '0',
    NO_COLOR: '1',
    ...env,
  }))
    vi.stubEnv(name, value)
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => keep('out', chunk))
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => keep('err', chunk))
  const keep = (part: 'out' | 'err', chunk: string | Uint8Array) => {
    said[part] += String(chunk)
    return true
  }
  try {
    await run(args)
    return { status: Number(process.exitCode), out: plain(said.out), err: plain(said.err) }
  } finally {
    process.exitCode = before
    // A service that could not start would still answer a signal to the test's own process.
    for (const [index, signal] of SIGNALS.entries())
      for (const each of process.listeners(signal)) if (!listeners[index]?.has(each)) process.off(signal, each)
    restore()
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

const restore = () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours, where the library prints them to no terminal, too
const plain = (text: string) => text.replace(/\u001b\[[0-9;]*m/g, '')
