// The process by itself: it ends with its parent, whenever that dies or stands still, and is handed none of the desk's secrets.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFile, realpath } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VERSION } from '../../../bots/wechat/process/protocol.ts'
import { WechatProcess } from '../../../bots/wechat/process/wechat-process.ts'
import { leftOut, WechatHouse } from '../../support/wechat/channel.ts'

const PROGRAM = fileURLToPath(new URL('../../../bots/wechat/child/main.ts', import.meta.url))
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

describe.skipIf(leftOut())('the WeChat process', () => {
  let house: WechatHouse
  let child: WechatProcess | null = null
  let other: ChildProcess | null = null
  beforeEach(async () => {
    house = await WechatHouse.open()
  })
  afterEach(async () => {
    child?.kill('the test is over')
    await child?.ended
    other?.kill('SIGKILL')
    child = null
    other = null
    await house.stop()
  })

  const begin = async () => {
    const { settings } = house.deps()
    const folder = await realpath(settings.folder)
    let pongs = 0
    child = new WechatProcess({ ...settings, folder }, ({ type }) => {
      if (type === 'pong') pongs += 1
    })
    const { puppet } = settings
    const limits = { echoMs: 400, paceMs: [5, 15] as [number, number], maxFileBytes: 1_000 }
    child.tell({ type: 'begin', version: VERSION, puppet, folder, ...limits })
    await house.until('its start', () => house.stage.pid)
    return { child, pongs: () => pongs }
  }

  it('ends by itself where its parent has fallen silent and another instance waits, even while it hangs', async () => {
    const { child, pongs } = await begin()
    child.tell({ type: 'ping', withinMs: 100 })
    child.tell({ type: 'ping', withinMs: null })
    await house.until('both answers', () => pongs() === 2)
    child.tell({ type: 'ping', withinMs: 500 })
    house.stage.order({ do: 'hang' })
    expect(await child.ended).toBe('it ended (SIGKILL)')
  })

  it('ends where its parent was gone before it began to look', async () => {
    const stdio = ['ignore', 'ignore', 'ignore', 'pipe'] as const
    // The pipe stays open: whoever inherited it holds it.
    const orphan = spawn(process.execPath, ['--import', LOADER, PROGRAM, '1'], { stdio: [...stdio], cwd: house.folder })
    other = orphan
    await house.until('its end', () => orphan.signalCode === 'SIGKILL')
  })

  it('has of the environment what is meant for it, and nothing else', async () => {
    process.env.DATABASE_URL = 'postgres://secret'
    process.env.ZHIBAN_SECRET = 'secret'
    try {
      await begin()
      expect(new Set(house.stage.variables)).toEqual(new Set(['HOME', 'NODE_ENV', 'WECHATY_LOG', 'WECHATY_STAGE']))
    } finally {
      delete process.env.DATABASE_URL
      delete process.env.ZHIBAN_SECRET
    }
  })
})

it('the program of the process has nothing of the desk or its database in it', async () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const seen = new Set<string>()
  const follow = async (file: string): Promise<void> => {
    if (seen.has(file)) return
    seen.add(file)
    const source = await readFile(file, 'utf8')
    // Types alone leave nothing behind.
    const values = source.matchAll(/^(?:import|export) (?!type )[^;']*?from '(\.[^']+)'/gmu)
    for (const [, to = ''] of values) await follow(resolve(dirname(file), to))
  }
  await follow(PROGRAM)
  const files = [...seen].map((file) => relative(root, file))
  expect(files).toContain(join('bots', 'wechat', 'child', 'sends.ts'))
  // Beside the channel's own files: the time limit, which imports nothing.
  expect(files.filter((file) => !file.startsWith(join('bots', 'wechat')))).toEqual([join('src', 'with-timeout.ts')])
})
