// Signals around a service that is none: while it starts, while it cannot stop, and where stopping fails.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { compiled } from '../support/compiled.ts'

const running: ChildProcess[] = []
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

describe('a service that is told to stop', () => {
  it('while it still starts, stops once it has started', async () => {
    const child = await standIn(`
      let started
      const starting = new Promise((resolve) => { started = resolve })
      stopOnSignal(starting)
      process.on('SIGTERM', () => started({ stop: async () => console.log('stopped') }))`)
    child.kill('SIGTERM')
    expect(await ended(child)).toEqual({ status: 0, out: 'stopped\n' })
  })

  it('and cannot, is ended by a second signal at once', async () => {
    const child = await standIn(`
      stopOnSignal(Promise.resolve({ stop: () => new Promise(() => console.log('stopping')) }))`)
    child.kill('SIGTERM')
    await once(child.stdout as NonNullable<typeof child.stdout>, 'data')
    child.kill('SIGINT')
    expect(await ended(child)).toEqual({ status: 1, out: '' })
  })

  it('and fails at it, says why', async () => {
    const child = await standIn(
      `stopOnSignal(Promise.resolve({ stop: async () => { throw new Error('no database') } }))`,
    )
    child.kill('SIGTERM')
    expect(await ended(child)).toEqual({ status: 1, out: '' })
  })
})

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A process with the product's handling of signals around a service that is none. */
async function standIn(script: string): Promise<ChildProcess> {
  const code = `import { stopOnSignal } from ${JSON.stringify(await compiled('src/cli/commands/serve.ts'))}
    ${script}
    setInterval(() => {}, 1_000)
    console.log('ready')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  running.push(child)
  const [ready] = await once(child.stdout as NonNullable<typeof child.stdout>, 'data')
  expect(String(ready)).toBe('ready\n')
  return child
}

async function ended(child: ChildProcess): Promise<{ status: number | null; out: string }> {
  let out = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  const [status] = await once(child, 'close')
  return { status, out }
}
