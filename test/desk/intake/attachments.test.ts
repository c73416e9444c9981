// Pictures and files that come with what people say: looked at, kept once, encrypted, and handed out to whom they concern.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type IncomingFile, TryLater } from '../../../src/channel.ts'
import { chunksOf } from '../../../src/db/cases/attachments.ts'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { sha256 } from '../../../src/db/cases/chain.ts'
import { attachments } from '../../../src/db/schema/channels.ts'
import { inbox } from '../../../src/db/schema/schema.ts'
import { inboxOf } from '../../../src/desk/intake/inbox.ts'
import { MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { NOON } from '../../support/sample.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')
const MP4 = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08mdat', 'latin1')
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])

let test: TestDesk
let files: IncomingFile[]
let fetches: number
beforeEach(async () => {
  test = await TestDesk.open()
  files = [{ kind: 'image', name: null, bytes: PNG }]
  fetches = 0
  Object.assign(test.channel, {
    isPartial: (incoming: { files?: unknown }) => incoming.files !== undefined,
    resolve: async (incoming: object) => {
      fetches += 1
      return { ...incoming, files }
    },
  })
})
afterEach(() => test.close())

const send = async (more: object = {}, from = 'li') => {
  const id = await test.write(from, 'duty', '', { files: [], ...more })
  await test.settle()
  return id
}
const answersUnder = (id: string) =>
  [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.thread === id)
    .map(({ outgoing }) => plainText(outgoing.card))

describe('a screenshot in the duty room', () => {
  it('opens a case that has the picture, and the card leads to it', async () => {
    await send()
    const state = await readCase(test.database.db, 1)
    expect(state).toMatchObject({
      title: '截图 10月9日 12:00',
      posts: [{ key: `image:${sha256(PNG)}` }],
      files: [{ sha256: sha256(PNG), mime: 'image/png', size: PNG.length }],
    })
    const [card] = test.channel.texts('duty')
    expect(card).toContain('附件1个')
    expect(card).toContain(`https://desk.example/cases/1/files/${sha256(PNG)}`)
  })

  it('that was forwarded before is counted at its case', async () => {
    await send()
    const id = await send({}, 'zhou')
    expect(answersUnder(id).join()).toContain('此前已登记为 #1')
    expect(await readCase(test.database.db, 2)).toBeNull()
    expect(await test.database.db.select().from(attachments)).toHaveLength(1)
  })

  it('with words is called by them', async () => {
    const id = await test.write('li', 'duty', '幼儿园门口积水', { files: [] })
    await test.settle()
    expect((await readCase(test.database.db, 1))?.title).toBe('幼儿园门口积水')
    expect(id).toBeTruthy()
  })

  it('is kept encrypted, and comes out as it went in', async () => {
    files = [{ kind: 'image', name: null, bytes: Buffer.concat([PNG, Buffer.alloc(2_500_000, 7)]) }]
    await send()
    const digest = sha256(files[0]?.bytes ?? '')
    const chunks = await chunksOf(test.database.db, digest)
    expect(chunks).toHaveLength(3)
    expect(Buffer.concat(chunks).includes(PNG.subarray(0, 8))).toBe(false)
    expect(Buffer.concat(chunks.map((chunk) => test.desk.cipher.open(chunk))).equals(files[0]?.bytes ?? PNG)).toBe(true)
  })
})

describe('a file', () => {
  it('in a case’s thread is attached to the case, once', async () => {
    const thread = await send()
    files = [{ kind: 'file', name: '情况说明 13800138000.pdf', bytes: PDF }]
    await send({ thread, replyTo: thread }, 'zhou')
    await send({ thread, replyTo: thread }, 'li')
    const state = await readCase(test.database.db, 1)
    expect(state?.files).toHaveLength(2)
    expect(state?.files?.[1]).toMatchObject({ mime: 'application/pdf' })
    expect(state?.files?.[1]?.name).not.toContain('13800138000')
    const events = await readEvents(test.database.db, 1)
    expect(events.filter(({ type }) => type === 'attached')).toHaveLength(2)
  })

  it('has a number of its class and year, without gaps, and who brought it when', async () => {
    const thread = await send()
    files = [
      { kind: 'file', name: '录像.mp4', bytes: MP4 },
      { kind: 'file', name: '说明.pdf', bytes: PDF },
    ]
    await send({ thread, replyTo: thread, opaque: 'media' }, 'zhou')
    await send({ thread, replyTo: thread }, 'li')
    const picture = Buffer.concat([PNG, Buffer.from('2')])
    files = [
      { kind: 'file', name: '录音', bytes: Buffer.from('#!SILK_V3 \0\x01\x02') },
      { kind: 'image', name: null, bytes: picture },
    ]
    await send({ thread, replyTo: thread }, 'zhou')
    const state = await readCase(test.database.db, 1)
    expect(
      state?.files.map(({ mime, number, taken }) => [mime, number?.class, number?.year, number?.seq, taken]),
    ).toEqual([
      ['image/png', 'picture', 2026, 1, { at: NOON, by: 'li' }],
      ['application/pdf', 'text', 2026, 1, { at: NOON, by: 'zhou' }],
      ['video/mp4', 'video', 2026, 1, { at: NOON, by: 'zhou' }],
      ['image/png', 'picture', 2026, 2, { at: NOON, by: 'zhou' }],
      ['audio/silk', 'audio', 2026, 1, { at: NOON, by: 'zhou' }],
    ])
    const { outgoing } = [...test.channel.shown.values()].at(0) ?? {}
    expect(outgoing && plainText(outgoing.card)).toContain('附件1个（图片-2026-0001）')
  })

  it('of two that come at once has a number of its own', async () => {
    const thread = await send()
    const other = test.another()
    const came = Array.from({ length: 4 }, (_, index) => Buffer.concat([PNG, Buffer.from(`${index}`)]))
    Object.assign(test.channel, {
      resolve: async (incoming: { text: string }) => ({
        ...incoming,
        files: [{ kind: 'image', name: null, bytes: came[Number(incoming.text)] }],
      }),
    })
    for (const index of came.keys()) await test.write('li', 'duty', `${index}`, { files: [], thread, replyTo: thread })
    await Promise.all([test.settle(), other.settle()])
    const state = await readCase(test.database.db, 1)
    expect(state?.files.map(({ number }) => number?.seq)).toEqual([1, 2, 3, 4, 5])
  })

  it('by itself is sent to the thread that it belongs to', async () => {
    files = [{ kind: 'file', name: '情况说明.pdf', bytes: PDF }]
    expect(answersUnder(await send()).join()).toContain('附件“情况说明.pdf”未归入案件')
    expect(await readCase(test.database.db, 1)).toBeNull()
  })

  it.each<[string, IncomingFile, string]>([
    ['a program', { kind: 'file', name: '现场.pdf', bytes: EXE }, '只保存图片'],
    ['nothing', { kind: 'file', name: '空.txt', bytes: Buffer.alloc(0) }, '文件是空的'],
    [
      'too much',
      { kind: 'image', name: null, bytes: Buffer.concat([PNG, Buffer.alloc(20 * 1024 * 1024)]) },
      '超过20MB',
    ],
    ['what is gone', { kind: 'image', name: null, missing: 'gone' }, '文件已不存在'],
  ])('that is %s is not kept, and its sender learns why', async (_, file, says) => {
    files = [file]
    expect(answersUnder(await send()).join()).toContain(says)
    expect(await test.database.db.select().from(attachments)).toEqual([])
  })

  it.each([null, '', ' \u200b'])(
    'without a name (%j) is called by what it is, not by empty quotation marks',
    async (name) => {
      files = [{ kind: 'file', name, missing: 'gone' }]
      const said = answersUnder(await send()).join()
      expect(said).toContain('附件未能保存：')
      expect(said).not.toContain('“”')
    },
  )

  it('that cannot be kept does not keep the link beside it from being registered', async () => {
    files = [{ kind: 'image', name: null, missing: 'gone' }]
    const id = await test.write('li', 'duty', '积水 https://news.example/a', { files: [] })
    await test.settle()
    expect(await readCase(test.database.db, 1)).toMatchObject({ posts: [{ url: 'https://news.example/a' }] })
    expect(answersUnder(id).join()).toContain('未能保存')
  })
})

describe('what must be fetched first', () => {
  it('holds up its own room and no other while the platform hangs', async () => {
    let answer = () => {}
    Object.assign(test.channel, {
      resolve: (incoming: object) => new Promise((resolve) => (answer = () => resolve({ ...incoming, files }))),
    })
    await test.write('li', 'duty', '', { files: [] })
    await test.write('li', 'duty', '/帮助')
    await test.write('chen', 'urban', '/帮助')
    const worker = inboxOf(test.desk)
    while ((await worker.round()) === 0);
    await test.send()
    expect(test.channel.texts('urban')).toHaveLength(1)
    expect(test.channel.texts('duty')).toHaveLength(0)
    answer()
    await worker.idle()
    await test.settle()
    expect(test.channel.texts('duty').length).toBeGreaterThan(1)
    expect(await readCase(test.database.db, 1)).not.toBeNull()
  })

  it('is tried again while the platform says so, as late as it asks, and is set aside after about ten minutes', async () => {
    Object.assign(test.channel, {
      resolve: () => {
        fetches += 1
        return Promise.reject(new TryLater('busy', 5 * SECOND))
      },
    })
    await send()
    expect(fetches).toBe(1)
    test.pass(4 * SECOND)
    await test.settle()
    expect(fetches).toBe(1)
    for (let i = 0; i < 20; i += 1) {
      test.pass(MINUTE)
      await test.settle()
    }
    const [row] = await test.database.db.select().from(inbox)
    expect(row).toMatchObject({ state: 'parked' })
    expect(fetches).toBe(14)
  })
})
