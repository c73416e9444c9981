// Pressing the buttons of cards on the emulated platform: once, in time, in shape.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import {
  aButton,
  aCard,
  aForm,
  type Handle,
  handClock,
  type Listener,
  listen,
  outcomeOf,
  type Sdk,
  sdkFor,
  send,
  sentId,
} from '../../../support/feishu/sdk.ts'

const days = 24 * 3600_000
const plain = (content: string) => ({ tag: 'plain_text', content })
const clock = handClock()
let platform: FeishuPlatform
let sdk: Sdk
let chatId: string
let zhang: string
let answer: Handle
let listener: Listener

beforeEach(async () => {
  platform = await FeishuPlatform.start({ clock, limits: false })
  sdk = sdkFor(platform)
  zhang = platform.addUser({ name: '张三' }).openId
  chatId = platform.addChat({ name: '值班群', members: [zhang] }).chatId
  answer = () => ({})
  listener = await listen(platform, (event) => answer(event))
})

afterEach(async () => {
  listener.stop()
  await platform.stop()
})

const shown = (body: object[]) => sentId(send(sdk.client, chatId, aCard(body)))

const claim = aButton('签收', 'claim')

describe('what the app is told', () => {
  test('the value of the button, the person, the message and the chat', async () => {
    const id = await shown([claim])
    await platform.click(id, zhang, '签收')
    expect(listener.heard).toMatchObject([
      {
        event_type: 'card.action.trigger',
        operator: { open_id: zhang },
        action: { tag: 'button', value: { action: 'claim' }, timezone: 'Asia/Shanghai' },
        context: { open_message_id: id, open_chat_id: chatId },
        host: 'im_message',
      },
    ])
    expect(String(listener.heard[0]?.create_time)).toHaveLength(16)
    expect(String(listener.heard[0]?.token)).toMatch(/^c-/)
  })

  test('what was filled in, by name: texts, one option, several, and nothing of a choice that was not made', async () => {
    const options = [
      { text: plain('城管局'), value: 'cg' },
      { text: plain('环保局'), value: 'hb' },
    ]
    const id = await shown([
      aForm([
        { tag: 'input', name: 'form_text', label: plain('理由'), input_type: 'multiline_text' },
        { tag: 'input', name: 'note', label: plain('备注') },
        { tag: 'select_static', name: 'dept', options },
        { tag: 'multi_select_static', name: 'many', options },
        { tag: 'select_static', name: 'left', options },
      ]),
    ])
    await platform.click(id, zhang, '提交', { 理由: '一\n二', dept: '环保局', many: ['cg', 'hb'] })
    expect(listener.heard[0]?.action).toEqual({
      tag: 'button',
      name: 'submit',
      value: { action: 'submit' },
      timezone: 'Asia/Shanghai',
      form_value: { form_text: '一\n二', note: '', dept: 'hb', many: ['cg', 'hb'] },
    })
  })
})

describe('the client does not let a person', () => {
  const options = [{ text: plain('一'), value: '1' }]
  test.each<[string, object[], string, Record<string, string | string[]>, RegExp]>([
    ['press what is not there', [claim], '关闭', {}, /has no 关闭; it has 签收 \(claim\)/],
    ['press one of two that are alike', [claim, claim], '签收', {}, /more than one/],
    ['press what is disabled', [{ ...claim, disabled: true }], '签收', {}, /no button/],
    ['fill in what is no form', [claim], '签收', { text: '一' }, /no form/],
    [
      'leave out what is required',
      [aForm([{ tag: 'input', name: 'text', required: true }])],
      '提交',
      {},
      /must be filled in/,
    ],
    [
      'write too much',
      [aForm([{ tag: 'input', name: 'text', max_length: 3 }])],
      '提交',
      { text: '一二三四' },
      /takes 3 characters/,
    ],
    ['write lines into a line', [aForm([{ tag: 'input', name: 'text' }])], '提交', { text: '一\n二' }, /one line only/],
    [
      'choose what is not offered',
      [aForm([{ tag: 'select_static', name: 'one', options }])],
      '提交',
      { one: '2' },
      /no option 2/,
    ],
    ['fill in what is not asked', [aForm([{ tag: 'input', name: 'text' }])], '提交', { other: '一' }, /no field other/],
  ])('%s', async (_name, body, button, values, words) => {
    const id = await shown(body)
    await expect(platform.click(id, zhang, button, values)).rejects.toThrow(words)
    expect(listener.heard).toEqual([])
  })

  test('who is not in the chat, or press what was taken back', async () => {
    const id = await shown([claim])
    const li = platform.addUser({ name: '李四' }).openId
    await expect(platform.click(id, li, '签收')).rejects.toThrow('does not see')
    platform.recall(id)
    await expect(platform.click(id, zhang, '签收')).rejects.toThrow('recalled')
  })
})

describe('the answer', () => {
  test.each<[string, unknown, object]>([
    ['nothing', undefined, { ok: true, toast: null, toastType: null, cardChanged: false }],
    ['an empty object', {}, { ok: true, toast: null, toastType: null, cardChanged: false }],
    ['a toast', { toast: { type: 'error', content: '不行' } }, { ok: true, toast: '不行', toastType: 'error' }],
    ['a word', 'ok', { ok: false, code: 200672 }],
    ['a toast of a kind that there is not', { toast: { type: 'danger', content: '不' } }, { ok: false, code: 200672 }],
    ['a toast without words', { toast: { type: 'info' } }, { ok: false, code: 200672 }],
    ['something else as well', { message: 'ok' }, { ok: false, code: 200672 }],
    ['a card that is not wrapped', { card: aCard() }, { ok: false, code: 200672 }],
    [
      'a card that the platform does not take',
      { card: { type: 'raw', data: aCard([{ tag: 'action' }]) } },
      { ok: false, code: 200673 },
    ],
    [
      'a card that is too big',
      { card: { type: 'raw', data: aCard([{ tag: 'markdown', content: 'x'.repeat(31_000) }]) } },
      { ok: false, code: 200673 },
    ],
  ])('%s', async (_name, body, seen) => {
    const id = await shown([claim])
    answer = () => body
    expect(await platform.click(id, zhang, '签收')).toMatchObject(seen)
    expect(platform.messages(chatId)[0]?.versions).toBe(1)
  })

  test('a card takes the place of the one that was pressed', async () => {
    const id = await shown([claim])
    answer = () => ({
      toast: { type: 'success', content: '已签收' },
      card: { type: 'raw', data: aCard([aButton('办结', 'done')]) },
    })
    expect(await platform.click(id, zhang, '签收')).toEqual({
      ok: true,
      toast: '已签收',
      toastType: 'success',
      cardChanged: true,
    })
    expect(platform.messages(chatId)).toMatchObject([
      { messageId: id, versions: 2, buttons: [{ label: '办结', action: 'done' }] },
    ])
  })

  test('that does not come in time is an error, and the click is never sent again', async () => {
    const id = await shown([claim])
    answer = () => new Promise(() => {})
    platform.answerWithin(500)
    expect(await platform.click(id, zhang, '签收')).toEqual({ ok: false, code: 200341 })
    platform.answerWithin(3000)
    answer = () => Promise.reject(new Error('not today'))
    expect(await platform.click(id, zhang, '签收')).toEqual({ ok: false, code: 200671 })
    expect(platform.undelivered).toBe(0)
    clock.advance(86_400_000)
    platform.tick()
    await platform.settled()
    expect(listener.heard).toHaveLength(2)
  })

  test('from nobody', async () => {
    const id = await shown([claim])
    listener.stop()
    await expect.poll(() => platform.connections()).toBe(0)
    expect(await platform.click(id, zhang, '签收')).toEqual({ ok: false, code: 200340 })
  })
})

test('after fourteen days a card cannot be pressed', async () => {
  const id = await shown([claim])
  clock.advance(14 * days + 1)
  expect(await platform.click(id, zhang, '签收')).toEqual({ ok: false, code: 230031 })
  expect(listener.heard).toEqual([])
})

describe('the token of a click changes the card', () => {
  const update = (token: unknown, card: object = aCard([{ tag: 'markdown', content: '后来' }])) =>
    outcomeOf(
      sdk.client.request({ method: 'POST', url: '/open-apis/interactive/v1/card/update', data: { token, card } }),
    )

  test('twice, after the answer has gone out', async () => {
    const id = await shown([claim])
    let early: unknown
    answer = async ({ token }) => {
      early = (await update(token)).code
      return {}
    }
    await platform.click(id, zhang, '签收')
    expect(early).toBe(300040)
    const token = listener.heard[0]?.token
    expect([(await update(token)).code, (await update(token)).code, (await update(token)).code]).toEqual([0, 0, 300090])
    expect(platform.messages(chatId)[0]?.text).toContain('后来')
  })

  test('within half an hour', async () => {
    const id = await shown([claim])
    await platform.click(id, zhang, '签收')
    clock.advance(30 * 60_000 + 1)
    expect(await update(listener.heard[0]?.token)).toMatchObject({ status: 400, code: 300090 })
    expect(await update('c-none')).toMatchObject({ status: 400, code: 300030 })
  })
})
