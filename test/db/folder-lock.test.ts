// One process per data folder: a second one is refused, a dead one's lock is taken over, by one of several takers.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FolderInUseError, holdFolder } from '../../src/db/engine/folder-lock.ts'
import { readStat } from '../../src/db/engine/process-life.ts'
import { compiled } from '../support/compiled.ts'

let folder: string
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiban-lock-'))
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

test('a second process is told which process holds which folder, and what to do', async () => {
  const holder = await startHolder()
  expect(holder.said).toBe('held')
  const refusal = await holdFolder(folder).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(FolderInUseError)
  expect(refusal).toMatchObject({ folder, pid: holder.child.pid })
  expect(String(refusal)).toContain(`${folder} is held by process ${holder.child.pid}`)
  expect(String(refusal)).toContain('DATABASE_URL')
})

test('the same process does not get it twice, and gives it back', async () => {
  const release = await holdFolder(folder)
  await expect(holdFolder(folder)).rejects.toThrow(/this process/)
  await release()
  expect(await readdir(folder)).toEqual([])
  await (await holdFolder(folder))()
})

test('the lock of a killed process is taken over', async () => {
  const holder = await startHolder()
  holder.child.kill('SIGKILL')
  await once(holder.child, 'exit')
  const release = await holdFolder(folder)
  expect(await lock()).toMatchObject({ pid: process.pid })
  await release()
  expect(await readdir(folder)).toEqual([])
})

test.skipIf(process.platform !== 'linux')('a killed process that nobody has reaped yet holds nothing', async () => {
  const parent = await startUnreapedHolder()
  const { pid } = (await lock()) as { pid: number }
  const state = async () => readStat(await readFile(`/proc/${pid}/stat`, 'utf8'))?.state
  try {
    await expect(holdFolder(folder)).rejects.toThrow(FolderInUseError)
  } finally {
    process.kill(pid, 'SIGKILL')
  }
  await vi.waitFor(async () => expect(await state()).toBe('Z'))
  const release = await vi.waitFor(() => holdFolder(folder))
  expect(await lock()).toMatchObject({ pid: process.pid })
  expect(await state(), 'it is a zombie to the end').toBe('Z')
  expect(parent.exitCode).toBe(null)
  await release()
})

test('a recycled pid is not mistaken for the holder', async () => {
  const release = await holdFolder(folder)
  await writeLock({ ...(await lock()), token: 'old', startedAt: '1' })
  const releaseAgain = await holdFolder(folder)
  expect((await lock()).token).not.toBe('old')
  await release()
  expect(await lock(), 'the former holder must not remove the lock of the new one').toMatchObject({ pid: process.pid })
  await releaseAgain()
})

test('of many that take over at once, one wins', async () => {
  for (let round = 0; round < 20; round++) {
    await writeLock({ token: `dead-${round}`, pid: 2 ** 22 + 1, startedAt: '1', place: await herePlace() })
    const takers = await Promise.allSettled(Array.from({ length: 8 }, () => holdFolder(folder)))
    const won = takers.filter((taker) => taker.status === 'fulfilled')
    expect(won).toHaveLength(1)
    await won[0]?.value()
    expect(await readdir(folder)).toEqual([])
  }
})

test('of several processes that take over at once, one wins', async () => {
  await writeLock({ token: 'dead', pid: 2 ** 22 + 1, startedAt: '1', place: await herePlace() })
  const said = await Promise.all([startHolder(), startHolder(), startHolder()])
  expect(said.map((each) => each.said).sort()).toEqual(['FolderInUseError', 'FolderInUseError', 'held'])
})

test('a taker that died half-way is inherited from', async () => {
  const place = await herePlace()
  await writeLock({ token: 'first', pid: 2 ** 22 + 1, startedAt: '1', place })
  await writeLock({ token: 'second', pid: 2 ** 22 + 2, startedAt: '1', place }, '.heir-of-first')
  const release = await holdFolder(folder)
  expect(await readdir(folder)).toEqual(['zhiban.pid'])
  await release()
})

test('in another container only the heartbeat counts', async () => {
  await writeLock({ token: 'far', pid: 1, startedAt: '1', place: 'elsewhere some-boot pid:[1]' })
  await expect(holdFolder(folder)).rejects.toThrow(FolderInUseError)
  await utimes(join(folder, 'zhiban.pid'), new Date(), new Date(Date.now() - 31_000))
  await (await holdFolder(folder))()
})

test('a lock file that cannot be read is not stolen', async () => {
  await writeFile(join(folder, 'zhiban.pid'), '')
  await expect(holdFolder(folder)).rejects.toThrow(/delete that file/)
})

async function startHolder(): Promise<{ child: ChildProcess; said: string }> {
  const code = `
    const { holdFolder } = await import(${JSON.stringify(module)})
    await holdFolder(process.argv[1]).then(() => console.log('held'), (error) => console.log(error.name))
    setInterval(() => {}, 60_000)`
  const args = ['--input-type=module', '-e', code, folder]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, said: chunk.toString().trim() }
}

/** Its parent starts it in the background and becomes a program that waits for no child. */
async function startUnreapedHolder(): Promise<ChildProcess> {
  const code = `
    const { holdFolder } = await import(${JSON.stringify(module)})
    await holdFolder(process.argv[1])
    console.log('held')
    setInterval(() => {}, 60_000)`
  const args = [process.execPath, '--input-type=module', '-e', code, folder]
  const parent = spawn('sh', ['-c', '"$@" & exec sleep 600', 'sh', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(parent)
  await once(parent.stdout, 'data')
  return parent
}

const module = pathToFileURL(await compiled('src/db/engine/folder-lock.ts')).href

const lock = async () => JSON.parse(await readFile(join(folder, 'zhiban.pid'), 'utf8')) as Record<string, unknown>

const writeLock = (holder: object, suffix = '') =>
  writeFile(join(folder, `zhiban.pid${suffix}`), JSON.stringify(holder))

async function herePlace(): Promise<unknown> {
  const elsewhere = await mkdtemp(join(tmpdir(), 'zhiban-lock-'))
  const release = await holdFolder(elsewhere)
  const holder = JSON.parse(await readFile(join(elsewhere, 'zhiban.pid'), 'utf8')) as Record<string, unknown>
  await release()
  await rm(elsewhere, { recursive: true })
  return holder.place
}
