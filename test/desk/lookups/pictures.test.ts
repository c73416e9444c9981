// A picture that is forwarded is read beside the write path: the card gets a title, and asks somebody to compare it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IncomingFile } from '../../../src/channel.ts'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { lookups } from '../../../src/db/schema/desk.ts'
import { lookupsOf } from '../../../src/desk/lookups/lookups.ts'
import { pictures } from '../../../src/desk/lookups/picture/pictures.ts'
import type { PictureRead, PictureReader } from '../../../src/desk/lookups/picture/reader.ts'
import { HOUR, SECOND } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const line = (text: string, y: number, height = 30) => ({ text, x: 40, y, width: 700, height, sure: 0.99 })
const WORDS = [
  line('晨光里的小雨', 90),
  line('10-8 08:30 来自 iPhone客户端', 130, 24),
  line('幼儿园门口积水三天无人处理。希望疏通，请致电13812345678。', 200),
  line('转发 42 评论 9999 赞 12', 400),
]

let test: TestDesk
let file: IncomingFile
/** What the reader answers, one after the other; the last again and again. */
let answers: (PictureRead | Error)[]
let seen: Buffer[]
const reader: PictureReader = {
  async read(picture) {
    seen.push(Buffer.from(picture))
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('nothing to answer')
    return answer
  },
  close: async () => {},
}
const read = (lines = WORDS): PictureRead => ({
  kind: 'read',
  lines,
  width: 780,
  height: 1_400,
  hash: '0284bebeb6804800',
})

beforeEach(async () => {
  test = await TestDesk.open()
  seen = []
  answers = [read()]
  file = { kind: 'image', name: null, bytes: PNG }
  Object.assign(test.channel, {
    isPartial: (incoming: { files?: unknown }) => incoming.files !== undefined,
    resolve: async (incoming: object) => ({ ...incoming, files: [file] }),
  })
})
afterEach(() => test.close())

async function send(text = '', bytes = PNG): Promise<void> {
  file = { kind: 'image', name: null, bytes }
  await test.write('li', 'duty', text, { files: [] })
  await test.settle()
}

async function look(desk = test.desk): Promise<void> {
  const worker = lookupsOf(desk, pictures(desk, reader))
  while ((await worker.round()) === 0);
  // A card is shown anew once a second at most.
  test.pass(SECOND)
  await test.settle()
}

const cards = () => test.channel.asked.map(({ card }) => card)
const shown = () => cards().map(plainText).join('\n')
const cardThatSays = (words: string) => cards().findLast((card) => plainText(card).includes(words))

describe('a screenshot', () => {
  it('gives its title, time, platform and figures, masked and without the poster; the card asks to compare it', async () => {
    await send()
    await look()
    const state = await readCase(test.database.db, 1)
    expect(seen[0]?.equals(PNG)).toBe(true)
    expect(state).toMatchObject({
      title: '幼儿园门口积水三天无人处理',
      publishedAt: '2026-10-08T00:30:00.000Z',
      posts: [{ platform: 'weibo' }],
      metrics: { comments: 9_999 },
    })
    const record = JSON.stringify([state, await readEvents(test.database.db, 1, 0, 100)])
    expect(record).toContain('138****5678')
    expect(record + cards().map(plainText).join()).not.toContain('晨光里的小雨')
    expect(shown()).toContain('文字由截图识别，请核对：幼儿园门口积水三天无人处理')
    expect(cardThatSays('文字由截图识别')?.buttons.map(({ label }) => label)).toContain('更正')
  })

  it('that was forwarded with words keeps them, and one whose title was set right asks no more', async () => {
    await send('北门积水，请核实')
    await look()
    expect((await readCase(test.database.db, 1))?.title).toBe('北门积水，请核实')
    expect(shown()).toContain('文字由截图识别，请核对')
  })

  it('with the words of another is asked about, and never merged', async () => {
    await send()
    await look()
    await send('另一张', Buffer.concat([PNG, Buffer.from([0])]))
    await look()
    expect((await readCase(test.database.db, 2))?.likes).toMatchObject([{ number: 1, how: 'picture' }])
    expect(cards().map(plainText).join('\n')).toContain('可能与 #1 为同一事项')
    const rows = await test.database.db.select().from(lookups)
    expect(rows.map(({ pictureHash }) => pictureHash)).toEqual(['0284bebeb6804800', '0284bebeb6804800'])
  })

  it('with the link of a post that is known is suggested', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a/1')
    await test.settle()
    answers = [read([line('详见 https://news.example/a/1 请处理', 100)])]
    await send()
    await look()
    expect((await readCase(test.database.db, 2))?.likes).toMatchObject([{ number: 1, how: 'picture' }])
  })
})

describe('what cannot be read', () => {
  it.each([
    ['too-small', '图片过小'],
    ['too-big', '图片尺寸过大'],
    ['format', '可改发 JPEG 或 PNG'],
    ['animated', '动图不作识别'],
    ['corrupt', '图片文件已损坏'],
  ] as const)('%s is said on the card at once, with the button to fill the title in', async (why, says) => {
    answers = [{ kind: 'refused', why }]
    await send()
    await look()
    expect(shown()).toContain(says)
    expect(cardThatSays(says)?.buttons.map(({ label }) => label)).toContain('更正')
    expect(seen).toHaveLength(1)
  })

  it('a picture without words says so', async () => {
    answers = [read([])]
    await send()
    await look()
    expect(shown()).toContain('图中没有可识别的文字')
  })

  it('a reader that dies or hangs is asked again; after three times that is said', async () => {
    answers = [new Error('it ended (SIGKILL)'), read()]
    await send()
    await look()
    expect((await readCase(test.database.db, 1))?.learned).toEqual([])
    test.pass(HOUR)
    await look()
    expect((await readCase(test.database.db, 1))?.title).toBe('幼儿园门口积水三天无人处理')
    answers = [new Error('it did not answer within 20000 ms')]
    await send('', Buffer.concat([PNG, Buffer.from([1])]))
    for (let hour = 0; hour < 3; hour += 1) {
      await look()
      test.pass(HOUR)
    }
    expect(shown()).toContain('识别未能完成')
    expect((await test.database.db.select().from(lookups)).map(({ state }) => state)).toEqual(['done', 'given-up'])
  })
})

it('two screenshots with the same words at the same instant are two cases, and the later learns of the earlier', async () => {
  await test.write('li', 'duty', '', { files: [] })
  file = { kind: 'image', name: null, bytes: PNG }
  await test.settle()
  await send('', Buffer.concat([PNG, Buffer.from([2])]))
  await Promise.all([look(), look(test.another().desk)])
  const learned = [await readCase(test.database.db, 1), await readCase(test.database.db, 2)].map(
    (state) => state?.learned[0],
  )
  expect(learned.map((each) => each?.title)).toEqual(['幼儿园门口积水三天无人处理', '幼儿园门口积水三天无人处理'])
  expect((await readCase(test.database.db, 2))?.likes).toMatchObject([{ number: 1, how: 'picture' }])
})
