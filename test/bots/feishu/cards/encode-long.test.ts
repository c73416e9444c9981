// What is too long for one card: said whole in messages of its own, cut between characters only.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeCard } from '../../../../bots/feishu/cards/encode.ts'
import { cut, posts } from '../../../../bots/feishu/cards/overflow.ts'
import { cardOf } from '../send-parts.ts'
import { layout, type Node } from './card-reading.ts'

describe('what is too long for a card', () => {
  const draft = '答复稿正文，逐条回应群众关切。\n'.repeat(2_000)

  it('is said before it, whole, and the card says so', () => {
    const { card, overflow } = encodeCard(cardOf('第2稿：', { lines: ['第2稿：', draft] }), layout)
    expect(overflow).toBe(draft)
    expect(card).toContain('全文见上一条消息')
    expect(card).toContain('第2稿：')
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(30_000)
  })

  it('is pointed to in the thread where the card is shown anew', () => {
    const { card } = encodeCard(cardOf(draft), { ...layout, renewed: true })
    expect(card).toContain('全文见本话题中的文字消息')
  })

  it('moves no more than it must', () => {
    const lines = ['短'.repeat(1_000), draft, '中'.repeat(3_000)]
    const { card, overflow } = encodeCard(cardOf('', { lines }), layout)
    expect(overflow).toBe(draft)
    expect(card).toContain('中'.repeat(3_000))
  })

  it('is cut between characters only, and nothing of it is lost', () => {
    const texts = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.constantFrom('👨‍👩‍👧‍👦', '\n', '"\\', '汉'.repeat(40)),
      ),
      { maxLength: 40 },
    )
    const whole = new Intl.Segmenter('zh', { granularity: 'grapheme' })
    const graphemes = (given: string) => [...whole.segment(given)].map(({ segment }) => segment)
    fc.assert(
      fc.property(texts, (parts) => {
        const given = parts.join('')
        const pieces = cut(given, 200)
        expect(pieces.join('')).toBe(given)
        expect(pieces.flatMap(graphemes)).toEqual(graphemes(given))
        for (const piece of pieces)
          if (graphemes(piece).length > 1) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(200)
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  it('is posts of letters only, numbered, each within the limit', () => {
    const nasty = `<at user_id="all">所有人</at> **粗** "引号" \\ ${draft}`
    const contents = posts(nasty, (number, of) => `标题（全文${number}/${of}）`)
    expect(contents.length).toBeGreaterThan(1)
    const read = contents.map((each) => JSON.parse(each) as { zh_cn: { title: string; content: Node[][] } })
    expect(read.map(({ zh_cn }) => zh_cn.content[0]?.[0]?.text).join('')).toBe(nasty)
    expect(read.every(({ zh_cn }) => zh_cn.content[0]?.[0]?.tag === 'text')).toBe(true)
    expect(read[0]?.zh_cn.title).toBe(`标题（全文1/${contents.length}）`)
    for (const each of contents) expect(Buffer.byteLength(JSON.stringify(each))).toBeLessThanOrEqual(30_000)
  })
})
