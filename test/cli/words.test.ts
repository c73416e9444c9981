// The command line speaks the configuration's language, whole in both; what is wrong is named at once, with what to do.
import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { argsOf, type Command, commandsOf, main } from '../../src/cli/run.ts'
import { commandLineWords } from '../../src/wording/cli-words.ts'
import { zhiban } from '../support/command-line.ts'
import { type FreshPlace, freshPlace } from '../support/database.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ZH = { ZHIBAN_LANG: 'zh-CN' }

async function allCommands(command: Command = main, path: string[] = []): Promise<[path: string, args: string[]][]> {
  const own = [path.join(' '), Object.keys(await argsOf(command))] as [string, string[]]
  const below = Object.entries(await commandsOf(command)).map(([name, each]) => allCommands(each, [...path, name]))
  return [own, ...(await Promise.all(below)).flat()]
}

describe('words', () => {
  it.each(['zh-CN', 'en'] as const)('%s has every command and argument, and none that there is not', async (lang) => {
    const { commands } = commandLineWords(lang, '').usage
    const said = Object.entries(commands).map(([path, each]) => [
      path,
      Object.keys((each as { args?: Record<string, string> }).args ?? {}).sort(),
    ])
    const there = (await allCommands()).map(([path, args]) => [path, args.sort()])
    expect(said.sort()).toEqual(there.sort())
  })

  it('follow ZHIBAN_LANG, Chinese where it says nothing', async () => {
    const zh = await zhiban(['org', 'import', '--help'], { ZHIBAN_LANG: '' })
    expect(zh.out).toContain('导入组织文件，替换原有组织')
    expect(zh.out).toMatch(/用法\n\n {2}zhiban org import FILE/)
    expect(zh.out).not.toMatch(/USAGE|OPTIONS|ARGUMENTS/)
    const en = await zhiban(['org', 'import', '--help'], { ZHIBAN_LANG: 'en' })
    expect(en.out).toContain('Import an org file')
    expect(en.out).not.toMatch(/\p{Script=Han}/u)
  })

  it.each([
    [['polcy'], /没有命令“polcy”。您要用的是不是“policy”？/],
    [['token', 'create'], /缺少参数 --name：用途/],
    [['sign-in'], /缺少参数 PERSON：登录人/],
    [['sign-in', 'zhou', 'li'], /多了一个参数：li/],
    [['audit', 'verify', '--expct', 'x'], /没有选项 --expct。您要用的是不是 --expect？/],
    [['audit', 'verify', '--expect'], /选项 --expect 后面要有值/],
    [['policy', 'check'], /--published/],
    [['token', 'create', '--name', 'x', '--scopes', 'all'], /没有权限范围“all”/],
  ])('%j is used wrongly, and told what is right', async (args, says) => {
    const { status, err, out } = await zhiban(args, ZH)
    expect([status, err]).toEqual([2, expect.stringMatching(says)])
    expect(out).toContain('用法')
  })
})

describe('the configuration', () => {
  const WRONG = {
    PORT: 'abc',
    HOST: '',
    ZHIBAN_SPEED: 'fast',
    LOG_LEVEL: 'loud',
    ZHIBAN_POLICY: 'nope',
    ZHIBAN_ORG: 'nope.yaml',
    ZHIBAN_WEBHOOKS: 'nope-hooks.yaml',
    ZHIBAN_ROOM: 'maybe',
    PUBLIC_URL: 'desk',
  }

  it.each(['serve', 'doctor', 'sign-in x', 'demo'])('%s names every wrong value at once, in words', async (command) => {
    const { status, err } = await zhiban(command.split(' '), { ...ZH, ...WRONG })
    expect(status).toBe(1)
    expect(err).toMatch(/^配置有9处错误：/)
    for (const name of Object.keys(WRONG)) expect(err).toMatch(new RegExp(`^ {2}${name}：.*\\p{Script=Han}`, 'mu'))
    expect(err).not.toMatch(/NaN|expected|Invalid|undefined/)
    const en = await zhiban(command.split(' '), { ...WRONG, ZHIBAN_LANG: 'en' })
    expect(en.err).toMatch(/^The configuration has 9 wrong value\(s\):/)
    expect(en.err).toMatch(/^ {2}PORT: must be a whole number from 0 to 65535/m)
    expect(en.err).not.toMatch(/\p{Script=Han}|NaN|expected/u)
  })

  it.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', ' '],
    ['PORT', '3000 '],
    ['HOST', ' '],
    ['HOST', 'a b'],
    ['HOST', 'http://127.0.0.1'],
    ['ZHIBAN_LANG', 'fr'],
    ['ZHIBAN_DATA', ' '],
    ['DATABASE_URL', 'mysql://x'],
    ['ZHIBAN_API_TOKEN', 'short'],
  ])('%s=%j is refused with what it must be', async (name, value) => {
    const { status, err } = await zhiban(['migrate'], { ...ZH, ZHIBAN_SECRET: 'x'.repeat(32), [name]: value })
    expect([status, err]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^配置有1处错误：\n {2}${name}：.*须为|^配置有1处错误：\n {2}${name}：`)),
    ])
  })

  it('says which policy was meant', async () => {
    expect((await zhiban(['doctor'], { ...ZH, ZHIBAN_POLICY: 'bureau-4-levels' })).err).toContain(
      '是否为 bureau-4-level',
    )
    const checked = await zhiban(['policy', 'check', 'our-plan'], ZH)
    expect([checked.status, checked.err]).toEqual([
      1,
      expect.stringContaining('npm run zhiban -- policy check --published'),
    ])
  })
})

describe('a start', () => {
  let place: FreshPlace
  beforeEach(async () => {
    place = await freshPlace()
  })
  afterEach(() => place.dispose())

  it('at a port that is taken says which to try', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = String(typeof address === 'object' ? address?.port : 0)
    const env = { ...place.env, ZHIBAN_SECRET: 'x'.repeat(32), PORT: port }
    const zh = await zhiban(['serve'], { ...env, ...ZH })
    expect([zh.status, zh.err]).toEqual([1, expect.stringContaining(`端口 ${port} 已被占用`)])
    expect(zh.err).toMatch(/PORT=\d+ npm start/)
    const en = await zhiban(['serve'], env)
    expect(en.err).toMatch(/Port \d+ is taken.*PORT=\d+ npm start/)
    await new Promise((resolve) => other.close(resolve))
  })

  it('on an address that is not this machine’s says so', async () => {
    const env = { ...place.env, ...ZH, ZHIBAN_SECRET: 'x'.repeat(32), HOST: '203.0.113.7' }
    expect((await zhiban(['serve'], env)).err).toContain('本机没有地址 203.0.113.7')
  })
})

it('a reader who goes after the first line is no error', () => {
  const command = `${process.execPath} --import tsx src/cli/index.ts policy check bureau-4-level | head -1`
  const { stdout, stderr, status } = spawnSync('bash', ['-o', 'pipefail', '-c', command], {
    cwd: ROOT,
    env: { ...process.env, ZHIBAN_LANG: 'zh-CN' },
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^bureau-4-level: 机关四级处置预案/)
})

it('policy check asks what the plan leaves open', async () => {
  const zh = await zhiban(['policy', 'check', 'bureau-4-level'], ZH)
  expect(zh.out).toMatch(/:\d+:\d+ .*的?答复须几小时内作出？目前按 \d+ 小时，自分办起算。/)
  expect(zh.out).toMatch(/:\d+:\d+ 特别重大案件的答复由谁审定？目前依次为部门负责人、办公室、主要领导。/)
  expect(zh.out).toMatch(/:\d+:\d+ 阶梯“desk”在什么时候提醒谁？目前：剩余25%时通知承办人；到期时通知承办人、办公室/)
  expect(zh.out).not.toMatch(/assumed$/m)
  expect(zh.out).toMatch(/^注意 .*:\d+:\d+ clocks\.report-up：本版本只读取，不执行/m)
  const en = await zhiban(['policy', 'check', 'bureau-4-level'])
  expect(en.out).toMatch(/:\d+:\d+ Who decides on the reply of a case that is Critical\? So far, in this order: /)
})
