// Bad luck with people and rooms: all at once, unreachable, out of the room, and clicks that nobody honest makes.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { inbox } from '../../../../src/db/schema/schema.ts'
import type { Shown } from '../../../support/feishu/shown.ts'
import { FeishuService } from '../../../support/feishu-service.ts'
import { atRest, cardsOf, caseOf, comesTrue, db, expectSound, is, saidTwice } from './parts.ts'

let desk: FeishuService
afterEach(() => desk.close())

const LINK = 'https://weibo.com/1234567890/N'

/** A case that waits for its department to claim it. */
async function assigned(path = 'abc'): Promise<void> {
  desk.say('李敏', '值班群', `幼儿园门口积水 ${LINK}${path}`)
  const card = await desk.until('值班群', is('#1', '待分办'))
  expect(await desk.press('周洁', card, '分办', { department: 'urban' })).toBe('已分办。')
  await desk.until('城管局工作群', is('#1', '待签收'))
}

describe('all at once', () => {
  it('one link forwarded by many, every event twice, is one case', { timeout: 60_000 }, async () => {
    desk = await FeishuService.open({ mode: 'long-connection', instances: 2 })
    desk.platform.repeatEvents()
    for (const who of ['李敏', '王磊', '周洁', '李敏', '徐航']) desk.say(who, '值班群', `积水 ${LINK}same`)
    await desk.until('值班群', is('#1', '待分办'))
    await desk.platform.settled()
    await comesTrue(
      async () => ((await caseOf(desk, 1))?.sightings ?? 0) === 5,
      async () => JSON.stringify(await caseOf(desk, 1)),
    )
    await atRest(desk)
    expect(await caseOf(desk, 2)).toBeNull()
    expect(desk.said('值班群').filter(is('已有'))).toHaveLength(0)
    expect(cardsOf(desk, '值班群', 1)).toHaveLength(1)
    expect(saidTwice(desk)).toEqual([])
    await expectSound(desk)
  })

  it('two people press the same button: one is done, the other is told why not', { timeout: 60_000 }, async () => {
    desk = await FeishuService.open({ mode: 'webhook', instances: 2 })
    desk.say('李敏', '值班群', `积水 ${LINK}two`)
    const card = await desk.until('值班群', is('#1', '待分办'))
    const toasts = await Promise.all([
      desk.press('周洁', card, '分办', { department: 'urban' }),
      desk.press('周洁', card, '分办', { department: 'urban' }),
      desk.press('徐航', card, '不办', { reason: '重复' }),
    ])
    expect(toasts.filter((toast) => toast === '已分办。')).toHaveLength(1)
    expect(toasts.filter((toast) => toast.includes('本案已分办至城管局，无须重复'))).toHaveLength(1)
    expect(toasts.filter((toast) => toast.includes('定为不办须由'))).toHaveLength(1)
    await atRest(desk)
    await expectSound(desk)
    expect(cardsOf(desk, '值班群', 1)).toHaveLength(1)
    expect((await caseOf(desk, 1))?.status).toBe('waiting')
  })
})

describe('rooms', () => {
  it('a bot that is put out of a room and back: the case’s card there is kept up to date again', {
    timeout: 90_000,
  }, async () => {
    desk = await FeishuService.open({ mode: 'long-connection', instances: 2 })
    await assigned()
    await atRest(desk)
    const room = desk.chat('城管局工作群')
    const by = desk.account('陈宇')
    desk.platform.removeBot(room, by)
    desk.say('陈宇', '值班群', '/签收 #1')
    await comesTrue(
      async () => (await caseOf(desk, 1))?.status === 'handling',
      async () =>
        desk
          .said('值班群')
          .map(({ text }) => text)
          .join('\n--\n'),
    )
    await atRest(desk)
    expect(desk.said('值班群').filter(is('案件卡片未能送达', '发送位置\n城管局工作群'))).toHaveLength(1)
    desk.platform.addBot(room, by)
    await atRest(desk)
    await desk.until('城管局工作群', is('#1', '办理中'))
    desk.say('陈宇', '城管局工作群', '/拟稿 #1 今日18时前完成清淤。')
    await desk.until('城管局工作群', is('#1', '审核中'))
    await atRest(desk)
    expect(cardsOf(desk, '城管局工作群', 1)).toHaveLength(1)
    await expectSound(desk)
  })
})

describe('people who cannot be reached', () => {
  it.each([
    ['no quota is left', { quotaGone: true }, ['向周洁电话加急未成，已改为应用内加急'], ['app']],
    ['they have switched it off', { quotaGone: true, urgentOff: true }, ['向周洁电话加急未成，已改为私信'], []],
    ['the app is not theirs', { notInstalled: true }, ['发给周洁的催办通知未能送达', '发送位置\n周洁'], null],
  ])(
    '%s: the desk is told in the case’s thread, and nothing waits',
    {
      timeout: 90_000,
    },
    async (_why, trouble, words, ways) => {
      const policy = await phonePolicy()
      desk = await FeishuService.open({ mode: 'long-connection', instances: 2, policy: policy.file, speed: 800 })
      await policy.remove()
      desk.platform.userHas(desk.account('周洁'), trouble)
      const forward = desk.say('李敏', '值班群', `积水 ${LINK}phone`)
      await desk.until('值班群', is('#1', '待分办'))
      expect(await desk.until('值班群', is(...words))).toMatchObject({ rootId: forward })
      const urged = desk.shown('周洁').map(({ urgent }) => urgent.map(({ way }) => way))
      expect(urged[0] ?? null).toEqual(ways)
      desk.say('周洁', '值班群', '/不办 #1 无须答复')
      await desk.until('值班群', is('#1', '来源', '不办'))
      await atRest(desk)
      await expectSound(desk)
    },
  )
})

/** The first reminder of the desk by phone. */
async function phonePolicy(): Promise<{ file: string; remove(): Promise<void> }> {
  const text = await readFile('policies/bureau-4-level.yaml', 'utf8')
  const folder = await mkdtemp(join(tmpdir(), 'zhiban-policy-'))
  const file = join(folder, 'phone.yaml')
  const first = /(desk:\s+assumed: true\s+value:\s+- \{ at: -25%, tell: \[owner\])/u
  if (!first.test(text)) throw new Error('the policy is written otherwise by now')
  await writeFile(file, text.replace(first, '$1, how: urgent-phone'))
  return { file, remove: () => rm(folder, { recursive: true, force: true }) }
}

describe('clicks that nobody honest makes', () => {
  const value = (more: object = {}) => ({ z: 1, action: 'claim', case: 1, direct: false, ...more })
  const form = { of: 'b0', inputs: ['text', '__proto__', 'constructor'] }
  const NOT_KEPT = '没有记录下来，请稍后再按一次'
  const NONE = null
  /** What it is, the toast, the button's value, what was filled in, and what else of the event is otherwise. */
  const clicks: [name: string, toast: string | null, value: unknown, filled?: object, more?: object][] = [
    ['a foreign value', NONE, { hello: 'world' }],
    ['no value', NONE, undefined],
    ['a value of text', NONE, 'claim'],
    ['an unknown action', '没有“drop-table”这一命令', value({ action: 'drop-table' })],
    ['the desk’s own command', '没有“report-undelivered”这一命令', value({ action: 'report-undelivered' })],
    ['a case that is none', '没有编号为 #4711 的案件', value({ case: 4_711 })],
    ['a case beyond all numbers', NONE, value({ case: 9_007_199_254_740_991 })],
    ['another department’s case', '签收请到值班群或住建局工作群办理', value({ case: 2 })],
    ['said to be private', '签收请到值班群或住建局工作群办理', value({ case: 2, direct: true })],
    ['too much text', '超过20000字的上限', value({ action: 'draft', form }), { b0_text: '水'.repeat(150_000) }],
    [
      'fields of every type',
      '尚未签收本案',
      value({ action: 'draft', form }),
      { b0_text: { a: [1] }, b0___proto__: {} },
    ],
    ['NUL in it', '备注已记录。', value({ action: 'note', form }), { b0_text: '\u0000\ud800' }],
    ['by nobody known', '您尚未在值班台登记', value(), {}, { operator: { open_id: 'ou_somebody_else' } }],
    ['by somebody without an id', NOT_KEPT, value(), {}, { operator: { union_id: 'on_x' } }],
    ['by an id that is none', NOT_KEPT, value(), {}, { operator: { open_id: '../../x' } }],
    ['by nobody', NOT_KEPT, value(), {}, { operator: null }],
    [
      'on no message',
      '本群尚未绑定',
      value(),
      {},
      { context: { open_message_id: 'om_none', open_chat_id: 'oc_none' } },
    ],
    ['without a message', NOT_KEPT, value(), {}, { context: { open_chat_id: 'oc_none' } }],
  ]

  it('are answered at once, change nothing, and hold nobody up', { timeout: 120_000 }, async () => {
    desk = await FeishuService.open({ mode: 'webhook' })
    await assigned()
    desk.say('李敏', '值班群', `积水 ${LINK}second`)
    await desk.press('周洁', await desk.until('值班群', is('#2', '待分办')), '分办', { department: 'housing' })
    await desk.until('住建局工作群', is('#2', '待签收'))
    await atRest(desk)
    const [card] = cardsOf(desk, '城管局工作群', 1)
    const context = { open_message_id: card?.messageId, open_chat_id: desk.chat('城管局工作群') }
    const operator = { open_id: desk.account('陈宇'), tenant_key: 'tenant' }
    for (const [index, [name, toast, given, filled, more]] of clicks.entries()) {
      const began = performance.now()
      const action = { tag: 'button', value: given, form_value: filled }
      const { status, body } = await post(index, { operator, context, action, token: 'c-1', ...more })
      expect(status, name).toBe(200)
      if (toast === null) expect(body, name).toEqual({})
      else expect(body.toast?.content, name).toContain(toast)
      expect(performance.now() - began, name).toBeLessThan(3_000)
    }
    expect((await caseOf(desk, 1))?.status).toBe('waiting')
    expect((await caseOf(desk, 2))?.status).toBe('waiting')
    // Whoever comes after them is heard at once.
    const began = performance.now()
    expect(await desk.press('陈宇', cardsOf(desk, '城管局工作群', 1)[0] as Shown, '签收')).toBe('已签收。')
    expect(performance.now() - began).toBeLessThan(2_500)
    await atRest(desk)
    await expectSound(desk)
  })

  it('nor does a message that cannot be read hold up its room', { timeout: 60_000 }, async () => {
    desk = await FeishuService.open({ mode: 'webhook' })
    const chat_id = desk.chat('值班群')
    const message = { message_id: 'om_odd', chat_id, chat_type: 'group', message_type: 'text', content: 7 }
    const { status } = await post(0, { sender: null, message }, 'im.message.receive_v1')
    expect(status).toBe(200)
    desk.say('李敏', '值班群', `积水 ${LINK}behind`)
    const began = performance.now()
    await desk.until('值班群', is('#1', '待分办'))
    expect(performance.now() - began).toBeLessThan(10_000)
    const [kept] = await db(desk).select().from(inbox).where(eq(inbox.key, 'message:om_odd'))
    expect(kept).toMatchObject({ lane: 'feishu|unreadable', state: 'waiting' })
  })

  async function post(index: number, event: object, kind = 'card.action.trigger') {
    const { platform, services } = desk
    const header = {
      event_id: `forged-${index}`,
      event_type: kind,
      create_time: String(Date.now()),
      token: platform.verificationToken,
      app_id: platform.appId,
      tenant_key: 'tenant',
    }
    const { body, headers } = platform.signed({ schema: '2.0', header, event })
    const answered = await fetch(`${services[0]?.url}/channels/feishu/events`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers,
    })
    return { status: answered.status, body: (await answered.json()) as { toast?: { type: string; content: string } } }
  }
})
