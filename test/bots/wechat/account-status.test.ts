// How it stands with the account: shown, told to others, diagnosed; and of several instances one has it.
import { spawn } from 'node:child_process'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { found } from '../../../bots/wechat/doctor/doctor.ts'
import { told } from '../../../bots/wechat/doctor/tell.ts'
import { isRunning } from '../../../src/db/engine/process-life.ts'
import { compiled } from '../../support/compiled.ts'
import { expectNoEnglish } from '../../support/no-english.ts'
import { leftOut, outgoing, WechatHouse } from '../../support/wechat/channel.ts'

let house: WechatHouse
afterEach(() => house.stop())

const place = { rooms: [], people: [], publicUrl: null }
/** In English; the same is looked at in Chinese, for words of English. */
async function diagnosed() {
  const findings = await found(house.deps(), place)
  expectNoEnglish(findings.map((line) => told(line, 'zh-CN')))
  return findings.map((line) => told(line, 'en'))
}

describe('where the packages are not installed', () => {
  it('starts, says so to whoever sends or diagnoses, and tells others', async () => {
    house = await WechatHouse.open({ puppet: 'wechaty-puppet-that-is-not-there', timing: { troubleAfterMs: 100 } })
    const channel = await house.start()
    await house.until('the state', () => house.state()?.state === 'missing')
    expect(await channel.send(outgoing('值班群', 'x'), AbortSignal.timeout(1_000))).toMatchObject({
      ok: false,
      again: false,
      error: '未安装微信组件',
    })
    expect(await diagnosed()).toEqual([
      { level: 'PROBLEM', what: 'packages', says: expect.stringMatching(/wechaty-puppet-that-is-not-there.*npm ci/) },
    ])
    await house.until('the word', () => house.troubles.length > 0)
    expect(house.troubles).toMatchObject([{ kind: 'account', state: 'missing' }])
    expect(channel.hears!()).toMatchObject({ ok: false, says: expect.stringContaining('未安装') })
  })
})

describe.skipIf(leftOut())('the standing of the account', () => {
  it('shows the code to be scanned, tells others when that lasts, once, and that it is well again', async () => {
    house = await WechatHouse.open({ timing: { troubleAfterMs: 300 } })
    const channel = await house.start()
    await house.until('the code', () => house.state()?.qr?.startsWith('code-'))
    expect(house.state()?.state).toBe('scan')
    expect(channel.hears!()).toMatchObject({ ok: false, says: expect.stringContaining('扫码') })
    expect(await diagnosed()).toContainEqual({
      level: 'PROBLEM',
      what: 'account',
      says: expect.stringContaining(house.state()!.qr!),
    })
    await house.until('the word', () => house.troubles.length > 0)
    // A service that is started anew does not tell it again.
    await channel.stop!()
    const next = await house.start()
    await house.until('the code', () => house.state()?.state === 'scan')
    house.stage.login()
    await house.isLoggedIn()
    await house.until('the good word', () => house.troubles.length > 1)
    expect(house.troubles).toMatchObject([{ kind: 'account' }, { kind: 'account', state: 'back' }])
    expect(next.hears!()).toEqual({ ok: true, says: '微信已登录', deafMs: 0 })
    expect(house.state()?.qr).toBeNull()
    expect(await diagnosed()).toContainEqual({ level: 'ok', what: 'account', says: null })
  })

  it('gets another process, and another code, where nobody has scanned the first for long', async () => {
    house = await WechatHouse.open({ timing: { stuckMs: 800 } })
    await house.start()
    await house.until('the code', () => house.state()?.qr === 'code-1')
    await house.until('another code', () => house.state()?.qr === 'code-2')
    expect(house.log.join()).not.toContain('error')
  })

  it('is asked for by a word to itself where all is quiet', async () => {
    house = await WechatHouse.open({ timing: { quietMs: 300 } })
    house.stage.login()
    await house.start()
    await house.isLoggedIn()
    await house.until('a word to itself', () => house.stage.saidIn('filehelper').length > 0)
    expect(house.stage.saidIn('filehelper')[0]).toMatch(/^值班台自检 /)
    expect(house.state()?.state).toBe('logged-in')
    house.stage.echoes = 'lost'
    await house.until('silence', () => house.state()?.state === 'silent')
    house.stage.echoes = 'echo'
    await house.isLoggedIn()
  })

  it('is one instance’s at a time, and handed over at once when that one stops', async () => {
    house = await WechatHouse.open({ timing: { leaseMs: 60_000 } })
    house.stage.login()
    const first = await house.start()
    await house.isLoggedIn()
    const second = await house.start()
    expect(await second.send(outgoing('值班群', 'x'), AbortSignal.timeout(1_000))).toMatchObject({ unsent: true })
    expect(second.hears!()).toBeNull()
    expect(house.stage.starts).toBe(1)
    await first.stop!()
    const asked = house.until('the other instance', () => house.stage.starts === 2)
    await asked
    await house.until('that it hears', () => second.hears!()?.ok)
  })

  it('leaves no process behind, not even one that hangs, where the service is killed', async () => {
    house = await WechatHouse.open()
    house.stage.login()
    const script = await compiled('test/support/wechat/parent.ts')
    const socket = house.stage.environment.WECHATY_STAGE!
    const args = [script, house.stage.puppet, house.folder, socket]
    const parent = spawn(process.execPath, args, { stdio: 'ignore' })
    const pid = await house.until('the child', () => house.stage.pid)
    expect(await isRunning(pid, null)).toBe(true)
    house.stage.order({ do: 'hang' })
    parent.kill('SIGKILL')
    // Its first process may take note of the end late: until then it is a zombie.
    await vi.waitFor(async () => expect(await isRunning(pid, null)).toBe(false), { timeout: 20_000, interval: 20 })
  })
})
