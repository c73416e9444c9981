// Names taken out of texts, texts cut in pieces, keys of buttons.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutBot } from '../../../bots/wecom/decode/mention.ts'
import { buttonKey, readButton } from '../../../bots/wecom/send/button.ts'
import { bytesOf, piecesOf } from '../../../bots/wecom/send/split-text.ts'

describe('the bot’s name', () => {
  test.each([
    ['@值班台 /签收', '/签收'],
    ['@值班台\u2005/签收', '/签收'],
    ['请看 @值班台 https://a.b', '请看 https://a.b'],
    ['请看 @值班台', '请看'],
    ['@值班台', ''],
    ['@值班台长 请看', '@值班台长 请看'],
    ['@张三 @值班台 请看', '@张三 请看'],
    ['@值班台\n第二行', '第二行'],
    ['a@值班台 b', 'ab'],
    ['@值班台/签收 #7', '/签收 #7'],
    ['＠值班台 /签收', '/签收'],
    ['@值班台：请看', '：请看'],
    ['@值班台：/签收', '/签收'],
  ])('%j', (text, left) => expect(withoutBot(text, '值班台')).toBe(left))

  test.each([
    ['@Duty-Bot /claim', '/claim'],
    ['@Duty-Bot/claim #7', '/claim #7'],
    ['＠值班机器人/签收', '/签收'],
    ['@Duty Desk /list', '/list'],
    ['@Our Duty Helper /list', '/list'],
    ['@值班机器人 请看 /签收', '请看 /签收'],
    ['请看 @张三', '请看 @张三'],
    ['@', '@'],
  ])('untold: %j', (text, left) => expect(withoutBot(text, undefined)).toBe(left))

  test('a name with a space', () => expect(withoutBot('@Duty Desk /claim', 'Duty Desk')).toBe('/claim'))
})

describe('pieces', () => {
  test('none is too long, none is empty but the only one, and together they are the text', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 400 })
    fc.assert(
      fc.property(texts, fc.integer({ min: 40, max: 200 }), (text, most) => {
        const pieces = piecesOf(text, most)
        expect(pieces.every((piece) => bytesOf(piece) <= most)).toBe(true)
        expect(pieces.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''))
      }),
    )
  })

  test('a heap of marks that no piece could hold is cut all the same', () => {
    const heap = `e${'\u0301'.repeat(2_000)}`
    expect(piecesOf(heap, 100).every((piece) => bytesOf(piece) <= 100)).toBe(true)
  })

  test('at the end of a line where one is near', () => {
    expect(piecesOf('一二三\n四五六\n七八九', 20)).toEqual(['一二三\n四五六', '七八九'].map((each) => each))
  })
})

describe('keys of buttons', () => {
  const button = { action: 'claim', label: '签收', case: 23, direct: false, url: 'https://example.com/p/1' }

  test('are read as they were written', () => expect(readButton(buttonKey(button))).toEqual(button))

  test('never take more than the platform bears', () => {
    const key = buttonKey({ ...button, url: `https://example.com/${'x'.repeat(2_000)}` })
    expect(bytesOf(key)).toBeLessThanOrEqual(1_024)
    expect(readButton(key)).toEqual({ ...button, url: '' })
  })

  test.each([null, 7, '', '{', 'claim', '{"z":2}', '{"z":1,"a":"x","l":"","c":-1,"d":false,"u":""}'])(
    '%j is none of ours',
    (key) => {
      expect(readButton(key)).toBeNull()
    },
  )
})
